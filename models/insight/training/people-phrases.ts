import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { StakeholderRole, type Transcript } from '../../domain/index.js';
import type { Rules } from '../../rules/load.js';
import { type Person, peopleOf } from '../classifier/people.js';
import { type Reading, readTranscript } from '../reading/reading.js';

/** Whoever a phrase's blank may stand for. */
const FILLED = {
  zh: ['李总', '老板', '财务', '陈主任', '老周', '我老婆', '总部', '王经理', '采购', '院长', '孙姐', '董事会'],
  en: ['Dana', 'our CFO', 'the board', 'Marcus', 'my boss', 'legal', 'Priya', 'my wife', 'procurement', 'Mr Doyle'],
};

/** One thing said of somebody, or by somebody of themselves; role null: it says nothing of a role. */
export interface PersonPhrase {
  readonly reading: Reading;
  readonly person: Person;
  readonly role: string | null;
  readonly writer: string;
}

/** The phrases under `# ROLE` and `# self ROLE` of a folder's files, with their blanks (`_`) filled. */
export function personPhrases(folder: string, rules: Rules): PersonPhrase[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) => {
      const names = FILLED[name.includes('zh') ? 'zh' : 'en'];
      let role = '';
      return readFileSync(join(folder, name), 'utf8')
        .split(/\r?\n/)
        .flatMap((line, n): PersonPhrase[] => {
          if (line.startsWith('# ')) role = roleOf(line, name);
          if (line.trim() === '' || /^(?:#|\/\/)/.test(line)) return [];
          const self = role.startsWith('self ');
          const text = line.replaceAll('_', names[n % names.length] as string);
          const reading = readTranscript(transcriptOf(text, self), rules);
          const kind = self ? role.slice('self '.length) : role;
          return peopleOf(reading)
            .filter(({ participant, places }) => (participant !== null) === self && places.length > 0)
            .map((person) => ({
              reading,
              person,
              role: kind === 'nothing' ? null : kind,
              writer: `people/${name.charAt(0)}`,
            }));
        });
    });
}

/** @throws Error when there is no such role. */
function roleOf(line: string, file: string): string {
  const role = line.slice('# '.length);
  const known = ['nothing', ...StakeholderRole.options].includes(role.replace(/^self /, ''));
  if (!known) throw new Error(`${file}: there is no role '${role}'`);
  return role;
}

function transcriptOf(text: string, named: boolean): Transcript {
  const participant = { id: 'one', side: 'customer', sideConfidence: 1, sideSource: 'person' } as const;
  return {
    id: 'phrase',
    kind: 'chat',
    participants: [named ? { ...participant, name: 'Speaker' } : participant],
    turns: [{ speaker: 'one', text }],
  };
}
