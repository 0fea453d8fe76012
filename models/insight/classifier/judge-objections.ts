import type { Evidence, Objection } from '../../domain/index.js';
import { answerTo } from '../course/answers.js';
import { denies, objectionAt } from '../detectors/objections.js';
import { isNoObjection, type PlainObjection, plainObjections } from '../detectors/plain-objections.js';
import { tellsDecision } from '../course/outcome.js';
import { type Clause, has, type Reading, type TurnReading } from '../reading/reading.js';
import { isRequest } from '../course/requests.js';
import { answerFeatures } from './features.js';
import { ruleName } from '../says.js';
import { byTurn, type Judgement } from './judgement.js';
import { scores, type Task } from './model.js';
import {
  among,
  ask,
  asksOnly,
  BARE,
  confidence,
  decide,
  isShort,
  isTold,
  saidBy,
  share,
  topShare,
  withPhrases,
} from './weigh.js';

/** One label per distinct objection in a stretch of talk: the same category again this soon is the same one, which rests on both places. */
const STRETCH_TURNS = 3;

/** Where the customer pushes back, over what, and whether that was met. */
export function judgeObjections(judgement: Judgement, ruled: readonly Objection[]): Objection[] {
  const { reading, words, tasks } = judgement;
  const handled = tasks.get('handled') as Task;
  const found: Objection[] = [];
  const claims = byTurn(ruled);
  const lastOf = new Map<string, { readonly turn: number; readonly evidence: Evidence[] }>();
  // A turn that is hardly more than the rule's own words leaves the classifier nothing to weigh.
  const plain = new Map(saidBy(reading, 'customer').map((turn) => [turn.index, plainObjections(reading, turn)]));
  const plainIn = ({ index }: TurnReading): readonly PlainObjection[] => plain.get(index) ?? [];
  const sureByRule = (turn: TurnReading): number =>
    plainIn(turn).length > 0 ? PLAIN : claims(turn.index).length > 0 && isShort(turn) ? BARE : 0;
  const asked = ask(judgement, 'objection', saidBy(reading, 'customer'), sureByRule);
  for (const { turn, likely } of asked.maybe) {
    const here = claims(turn.index);
    const least = sureByRule(turn);
    const most = asked.chance(turn, likely, topShare(judgement, 'objection category', turn.index));
    if (!isTold(judgement, 'objection', Math.max(most, least))) continue;
    for (const { answer: category, share: ofKind, at, isPlain } of kindsOf(
      judgement,
      turn,
      here,
      plainIn(turn),
      least,
    )) {
      const own = here.find((one) => one.category === category);
      const certainty = Math.max(asked.chance(turn, likely, ofKind), own || isPlain ? least : 0);
      if (!isTold(judgement, 'objection', certainty)) continue;
      if (!own && !isPlain && (asksOnly(turn) || denies(turn.clauses[at] as Clause) || accepts(turn))) continue;
      const base = own ?? objectionAt(reading, turn, turn.clauses[at] as Clause, category as Objection['category']);
      const clause = clauseOf(turn, base.evidence[0]);
      if (
        !isPlain &&
        (isNoObjection(reading, turn, clause, base.category) || isNoDoubt(reading, turn, clause, category))
      )
        continue;
      const same = lastOf.get(category);
      if (same && turn.index - same.turn <= STRETCH_TURNS) {
        same.evidence.push(...base.evidence);
        continue;
      }
      const evidence: Objection['evidence'] = [...base.evidence];
      lastOf.set(category, { turn: turn.index, evidence });
      const signals = own || isPlain ? [base.handled ? 'handled' : 'not handled'] : [];
      const answer = answerTo(reading, turn, clause, base.category);
      const met = answer.surely ?? decide(handled, scores(handled, answerFeatures(words, turn.index, signals)));
      found.push({
        ...base,
        evidence,
        ...(own ? {} : { rule: isPlain ? ruleName(reading, 'plain', category) : `classifier@${judgement.version}` }),
        handled: met,
        response: met ? [...answer.response] : [],
        confidence: confidence(certainty),
        because: withPhrases(judgement, base.because, 'objection category', category, base.evidence[0]),
      });
    }
  }
  return found;
}

const ACCEPTS =
  /^(?:那|嗯|就)?(?:可以|没问题|没关系|挺好|行|好|时间刚刚好)(?:的|了|啊|吧|呀)*$|^(?:so )?(?:(?:that|this|it)(?:'s| is| would be)? )?(?:works(?: for (?:me|us))?|(?:sounds |all )?(?:good|fine|great|perfect)(?: (?:by|with|for) (?:me|us))?|no problem)$/;
const ANSWERS_NO =
  /^(?:没有?(?:了|吧|啊|啦|呀)*|暂时没有?了?|无|有吗|是吗|我?不(?:太)?记得了?|谢谢你?|no|none|nope|nothing|not (?:really|that i know(?: of)?|at the moment)|nothing else|that's (?:all|it)|did i|i don't (?:remember|recall)(?: that)?|thanks?(?: you)?)$/;

/** Words that take what was said, or only answer a question with no, do not push back. */
function accepts({ clauses }: TurnReading): boolean {
  const words = clauses.slice(-NEARBY).map(({ text }) => text.replace(/[\s\p{P}]+$|^[\s\p{P}]+/gu, ''));
  if (clauses.length <= NEARBY && words.every((one) => ANSWERS_NO.test(one))) return true;
  const isDoubtful = clauses
    .slice(-NEARBY)
    .some((clause) => has(clause, 'objections.worry') || /但|不过|可是|就是|\bbut\b|\bonly\b/.test(clause.text));
  return clauses.length > 1 && clauses.length <= NEARBY && !isDoubtful && ACCEPTS.test(words.at(-1) ?? '');
}
/** More clauses than these may push back beside it. */
const NEARBY = 4;

/** A contract that is signed is none to doubt, nor is a request for something to be sent a doubt. */
const isNoDoubt = (reading: Reading, turn: TurnReading, clause: Clause, category: string): boolean =>
  (category === 'contract' && tellsDecision(reading, turn, clause)) ||
  (isRequest(reading, turn, clause) && !has(clause, 'objections.worry'));

/** So sure is what its plain words tell. */
const PLAIN = 0.7;

type Kind = ReturnType<typeof among>[number] & { readonly isPlain: boolean };

/** What is objected to: what the words say plainly, and in a turn that says more what the classifier finds elsewhere in it. */
function kindsOf(
  judgement: Judgement,
  turn: TurnReading,
  ruled: readonly Objection[],
  plain: readonly PlainObjection[],
  least: number,
): Kind[] {
  const told = plain.map(({ category, clause }) => ({
    answer: category,
    share: 1,
    at: turn.clauses.indexOf(clause),
    isPlain: true,
  }));
  if (told.length > 0 && isShort(turn)) return told;
  const others = kindsIn(judgement, turn, ruled, least > 0)
    .filter(({ answer, at }) => !told.some((one) => one.answer === answer || one.at === at))
    .map((kind) => ({ ...kind, isPlain: false }));
  return [...told, ...others];
}

/** The likeliest kind is none to rely on below the first, where another has the second by itself. */
const RELIABLE = 0.8;
const LIKELY_TOO = 0.5;

/** What is objected to; where a short turn leaves the classifier between two kinds, the rule's one of them is taken. */
function kindsIn(
  judgement: Judgement,
  turn: TurnReading,
  ruled: readonly Objection[],
  short: boolean,
): ReturnType<typeof among> {
  const named = among(judgement, 'objection category', turn, ruled.length > 0);
  const ofKind = (category: string): number => share(judgement, 'objection category', turn.index, category);
  if (!short || (named[0]?.share ?? 1) >= RELIABLE) return named;
  const own = ruled.find(({ category }) => ofKind(category) >= LIKELY_TOO);
  return own && !named.some(({ answer }) => answer === own.category)
    ? [{ answer: own.category, share: ofKind(own.category), at: 0 }]
    : named;
}

/** The clause that a claim rests on. */
const clauseOf = (turn: TurnReading, { start }: Evidence): Clause =>
  (turn.clauses.find(({ end }) => end > start) ?? turn.clauses[0]) as Clause;
