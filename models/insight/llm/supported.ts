import { findAmounts } from '../amounts/amounts.js';
import { mentionsIn } from '../people/people.js';
import { readTranscript } from '../reading/reading.js';
import type { Rules } from '../../rules/load.js';
import { detectLanguage, fold, voice } from '../reading/text.js';

/** What a sentence that a model wrote may rest on. */
export interface Sources {
  /** Verbatim, from the evidence. */
  readonly quotes: readonly string[];
  /** What Vouch itself worked out from these quotes: a date, an amount, a name. */
  readonly facts: readonly string[];
  readonly voice: 'zh' | 'en';
  readonly rules: Rules;
}

const LONGEST_SENTENCE = 300;

/**
 * Whether a sentence says no number and no name, and quotes no words, that are in none of its sources. It cannot tell
 * whether the sentence is true, only that nothing countable in it was invented.
 */
export function isSupported(sentence: string, { quotes, facts, voice: spoken, rules }: Sources): boolean {
  if (sentence.trim() === '' || sentence.length > LONGEST_SENTENCE) return false;
  if (/https?:|www\.|<[a-z/!]|\[[A-Z]+-\d+\]/i.test(sentence)) return false;
  if (spoken === 'zh' && voice(detectLanguage([{ text: sentence }])) !== 'zh') return false;
  const sources = [...quotes, ...facts];
  const folded = fold(sources.join('\n'));
  return (
    numbersAreFrom(sentence, sources) &&
    names(sentence, rules).every((name) => folded.includes(fold(name))) &&
    Array.from(sentence.matchAll(/“([^”]+)”|「([^」]+)」|"([^"]+)"|《([^》]+)》/g)).every(([, ...inner]) =>
      folded.includes(fold(inner.find((one) => one !== undefined) ?? '')),
    )
  );
}

function numbersAreFrom(sentence: string, sources: readonly string[]): boolean {
  const known = new Set(sources.flatMap((source) => [...numbersIn(source), ...digitsIn(fold(source))]));
  return [...numbersIn(sentence)].every((number) => known.has(number));
}

/** The values of all numbers, in words or digits. A spelled "one" is no number: "one more worry". */
function numbersIn(text: string): Set<number> {
  const folded = fold(text);
  const amounts = findAmounts(folded);
  const rest = amounts.reduceRight(
    (left, { start, end }) => `${left.slice(0, start)}${' '.repeat(end - start)}${left.slice(end)}`,
    folded,
  );
  const values = amounts.flatMap(({ start, end, min, max }) =>
    [min, max].filter((value) => value !== null && !(value === 1 && !/\d/.test(folded.slice(start, end)))),
  ) as number[];
  return new Set([...values, ...digitsIn(rest)]);
}

const digitsIn = (folded: string): number[] => Array.from(folded.matchAll(/\d+/g), ([digits]) => Number(digits));

/** How English sentences of a note begin; any other first word with a capital may be a name. */
const OPENERS = new Set(
  (
    'the a an they their them he she it its we our us you your this that these those there here both all each some no not one ' +
    'customer client buyer prospect rep seller vendor side team company budget price pricing cost money discount decision approval ' +
    'next then after before by on in at for from with without since while when if as to about regarding currently today so but and also still ' +
    'finance legal procurement it security data contract delivery implementation training timeline main key another other second first finally overall ' +
    'concerns concern worries worry objection objections agreed agreement promised promise pain pains problem problems follow follow-up'
  ).split(' '),
);

/** Names of people, their titles, and capitalised words: in a note, a name. */
function names(sentence: string, rules: Rules): string[] {
  const latin = Array.from(sentence.matchAll(/(?<![\w'’-])[A-Z][\w&’'-]*/g)).flatMap(({ 0: word, index }) => {
    const opens = index === 0 || /[.!?:;]\s+$/.test(sentence.slice(0, index));
    const plain = word.replace(/['’]s?$/, '');
    return plain === 'I' || (opens && OPENERS.has(plain.toLowerCase())) ? [] : [plain];
  });
  const reading = readTranscript(
    { id: '', kind: 'chat', participants: [], turns: [{ speaker: null, text: sentence }] },
    rules,
  );
  const chinese = reading.turns.flatMap((turn) =>
    turn.clauses.flatMap((clause) =>
      mentionsIn(turn, clause).flatMap(({ name }) => (name !== null && /[\u4e00-\u9fff]/.test(name) ? [name] : [])),
    ),
  );
  return [...latin, ...chinese];
}
