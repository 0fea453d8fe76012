import { cite, type Evidence } from '../../domain/index.js';
import { asksAnything } from '../questions.js';
import { says } from '../says.js';
import { quote, type Sentence, speakerOf, type Telling } from './telling.js';

/** How much of a turn stands for it. */
const PLAIN_UNITS = 200;

/** Where nothing was found, the conversation's own words: how it began, what was asked, how it ended. */
export function plainly(telling: Telling): Sentence[] {
  const { turns } = telling.reading.transcript;
  const spoken = telling.reading.turns.filter(({ text, unreliable }) => text.trim() !== '' && !unreliable);
  const [first, last] = [spoken[0], spoken.at(-1)];
  if (!first || !last) return [];
  const asked = spoken.find(
    ({ index, side, folded }) =>
      side === 'customer' && index !== first.index && index !== last.index && asksAnything(folded.slice(0, 400)),
  );
  const choices: (readonly [string, Evidence | null])[] = [
    ['began', opening(turns, first.index)],
    ['asked', asked ? opening(turns, asked.index) : null],
    ['ended', last === first ? null : opening(turns, last.index)],
  ];
  return choices.flatMap(([key, evidence]): Sentence[] => {
    if (!evidence) return [];
    const said = quote(telling, evidence);
    const values = { who: speakerOf(telling, evidence), quote: said.text };
    return [{ text: says(telling.reading, `summary.${key}`, values), evidence: [said.evidence] }];
  });
}

const opening = (turns: Telling['reading']['transcript']['turns'], turn: number): Evidence =>
  cite(turns, turn, 0, Math.min(turns[turn]?.text.length ?? 0, PLAIN_UNITS));
