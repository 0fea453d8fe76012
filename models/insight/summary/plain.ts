import { cite, type Evidence } from '../../domain/index.js';
import { asksAnything } from '../reading/questions.js';
import { says } from '../says.js';
import { quote, type Sentence, speakerOf, type Telling } from './telling.js';

/** How much of a turn stands for it. */
const PLAIN_UNITS = 200;

/** Where nothing was found, the conversation's own words: how it began, what was asked, how it ended; without the greetings. */
export function plainly(telling: Telling): Sentence[] {
  const { turns } = telling.reading.transcript;
  const spoken = telling.reading.turns.filter(({ text, unreliable }) => text.trim() !== '' && !unreliable);
  const [opener] = spoken;
  if (!opener) return [];
  const [first, last] = [spoken.find(saysMuch), spoken.findLast(saysMuch)];
  if (!first || !last) return brief(telling, opening(turns, opener.index));
  const asked = spoken.find(
    ({ index, side, folded }) =>
      side === 'customer' &&
      index !== first.index &&
      index !== last.index &&
      asksAnything(folded.slice(0, 400)) &&
      !NO.test(folded.trim()),
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

/** Nothing but greetings and thanks. */
function brief(telling: Telling, evidence: Evidence): Sentence[] {
  const said = quote(telling, evidence);
  return [{ text: says(telling.reading, 'summary.brief', { quote: said.text }), evidence: [said.evidence] }];
}

const FILLER =
  /^(?:(?:您好|你好|喂|哎|嗯+|啊|哦|好|好的|行|对|是的?|可以|没有?了?|谢谢(?:您|你)?|不客气|再见|拜拜|那先这样|就这样|辛苦了?|麻烦你?了|明白|收到|应该的|不用谢)[呢吧啊呀哈的了]*|(?:hi|hello|hey|bye|goodbye|thanks|thank you|ok|okay|yes|yeah|yep|no|nope|sure|good|great|fine|perfect|right|cool|nice|lovely|noted|understood|i see|anyway|speak then|take care|cheers|no problem|you're welcome|anything else|so|well|alright|got it|talk soon|have a (?:good|nice|great) (?:day|one|weekend|evening))(?: (?:then|there|now|so much|very much))?)$/;
const NO = /^没有?[了啊吧]*\W*$/;

/** More than a greeting, thanks, yes or good-bye. */
function saysMuch({ clauses }: Telling['reading']['turns'][number]): boolean {
  return clauses.slice(0, LOOKED_AT).some(({ text }) => !FILLER.test(text.replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '')));
}
const LOOKED_AT = 20;

const opening = (turns: Telling['reading']['transcript']['turns'], turn: number): Evidence =>
  cite(turns, turn, 0, Math.min(turns[turn]?.text.length ?? 0, PLAIN_UNITS));
