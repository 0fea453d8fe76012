import { expect, test } from 'vitest';

import { cite, type Evidence, isVerbatim, Side, type Transcript } from '../../../models/domain/index.js';
import { attributeSides } from '../../../models/attribution/index.js';
import { analyze, defaultPlaybook, defaultPolicy, extract } from '../../../models/insight/index.js';
import { gate } from '../../../models/insight/gate.js';
import { conversation, rules } from './transcripts.js';

const options = { rules, playbook: defaultPlaybook(), policy: defaultPolicy(), version: '0.0.0' };

/** Deterministic, so that a failure can be seen again (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const PIECES = [
  '预算最多三十万',
  '我保证',
  '三天内上线',
  '太贵了',
  '李总拍板',
  '下周二上午九点开会',
  '我明天发您报价',
  'İstanbul',
  'ﬀ',
  '😀',
  '\ud83d',
  '\ude00',
  '👨‍👩‍👧',
  '<b onclick="x">',
  '&amp;',
  "'; DROP TABLE turns; --",
  '\u0000',
  '\u200e',
  '\u202f',
  '\r\n',
  '\t',
  ' ',
  '，',
  '。',
  '?',
  '…',
  "I'll send you the proposal tomorrow",
  'our budget is $40k',
  "that's too expensive",
  'Derek decides',
  'we guarantee no downtime',
  'let’s meet Friday at 10am',
  'ＡＢＣ１００％',
  '1,000,000',
  '3.5.7',
  '__proto__',
  'e\u0301',
  '万万万',
  '点',
  '一',
  '٣',
];

function anyTranscript(next: () => number): Transcript {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  const ids = ['a', 'b', 'c'];
  return {
    id: 'fuzz',
    kind: pick(['call', 'chat', 'meeting'] as const),
    startedAt: pick([null, '2026-03-18T10:00:00+08:00', '2026-12-31T23:59:59Z']),
    participants: ids.map((id) => ({
      id,
      side: pick(Side.options),
      sideConfidence: 1,
      sideSource: 'export' as const,
      name: pick([null, '王敏', 'Derek', '<i>']),
    })),
    turns: Array.from({ length: Math.floor(next() * 12) }, () => ({
      speaker: pick([...ids, null, 'nobody']),
      text: Array.from({ length: Math.floor(next() * 9) }, () => pick(PIECES)).join(pick(['', ' ', '，', '. '])),
      unreliable: next() < 0.1,
      sentAt: pick([null, '2026-03-19T10:00:00+08:00']),
    })),
  };
}

/** Every Evidence anywhere inside a result. */
function evidenceIn(value: unknown): Evidence[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'quote' in value && 'turn' in value ? [value as Evidence] : [];
  return [...own, ...Object.values(value).flatMap(evidenceIn)];
}

// Three hundred analyses take a few seconds, and longer beside other work.
test('whatever is said, every evidence is verbatim and from a reliable turn', { timeout: 60_000 }, () => {
  let seen = 0;
  for (let seed = 1; seed <= 300; seed += 1) {
    const transcript = anyTranscript(random(seed));
    const analysis = analyze(transcript, options);
    const evidence = evidenceIn({ ...analysis, metrics: null });
    seen += evidence.length;
    for (const one of evidence)
      expect(isVerbatim(transcript.turns, one), `seed ${seed}: ${JSON.stringify(one)}`).toBe(true);
    for (const one of attributeSides(transcript, rules)) expect(Side.options).toContain(one.side);
  }
  expect(seen).toBeGreaterThan(800);
});

test('what is not there, or was guessed by the transcriber, is dropped and counted', () => {
  const transcript = conversation(['customer: 预算最多三十万']);
  const { insights } = extract(transcript, rules);
  expect(insights.budgets).toHaveLength(1);
  const [budget] = insights.budgets;
  const moved = { ...cite(transcript.turns, 0, 0, 2), start: 1, end: 3 };
  const forged = { ...insights, budgets: budget ? [budget, { ...budget, evidence: [moved] as [Evidence] }] : [] };
  expect(gate(forged, transcript.turns)).toMatchObject({ insights: { budgets: [budget] }, dropped: 1 });
  const unreliable = transcript.turns.map((turn) => ({ ...turn, unreliable: true }));
  expect(gate(insights, unreliable)).toMatchObject({ insights: { budgets: [] }, dropped: 1 });
  expect(extract({ ...transcript, turns: unreliable }, rules).insights.budgets).toEqual([]);
});

test('an answer that fails the gate leaves its objection', () => {
  const transcript = conversation(['customer: 太贵了', 'rep: 这个价格里包含了两次现场培训和一年的维护服务']);
  const { insights } = extract(transcript, rules);
  const objections = insights.objections.map((one) => ({
    ...one,
    response: one.response.map((answer) => ({ ...answer, quote: '别的话' })),
  }));
  expect(gate({ ...insights, objections }, transcript.turns).insights.objections).toMatchObject([
    { category: 'price', response: [] },
  ]);
});
