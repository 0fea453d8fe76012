import type { Transcript } from '../../../models/domain/index.js';
import { loadRules } from '../../../models/insight/index.js';

export const rules = loadRules();

/** A conversation from lines like `rep: …` and `customer: …`; Wednesday 2026-03-18. */
export function conversation(lines: readonly string[], more: Partial<Transcript> = {}): Transcript {
  return {
    id: 'test',
    kind: 'call',
    startedAt: '2026-03-18T10:00:00+08:00',
    participants: [
      { id: 'rep', side: 'rep', sideConfidence: 1, sideSource: 'person', name: '林涛' },
      { id: 'customer', side: 'customer', sideConfidence: 1, sideSource: 'person', name: '王敏', title: '采购经理' },
    ],
    turns: lines.map((line) => {
      const at = line.indexOf(': ');
      return { speaker: line.slice(0, at), text: line.slice(at + 2) };
    }),
    ...more,
  };
}
