import type { Bilingual, Commitment, Participant, Policy, StaffRole, Transcript } from '../domain/index.js';
import { isAbsolute } from './promises/absolutes.js';
import { amountText, dayText, fill, type WordingValues } from './promises/suggestion.js';
import { voiceOf } from './reading/text.js';

type Rule = Policy['rules'][number];
type When = Rule['when'];

/** What a participant of the rep's side may decide. */
export type RoleOf = (participant: Participant) => StaffRole;

const EVERYBODY_REP: RoleOf = () => 'rep';

/** What a policy says of one commitment: the first rule whose `when` fits, its words filled in. */
export interface Verdict {
  readonly allowed: boolean;
  /** Null where no rule fits: then it is allowed. */
  readonly rule: Rule | null;
  readonly why: string | null;
  readonly suggestion: string | null;
}

/**
 * Applies the policy to what was promised in a transcript.
 * @param roleOf what the speaker may decide; everybody is a rep unless told
 */
export function flag(
  commitments: readonly Commitment[],
  transcript: Transcript,
  policy: Policy,
  roleOf: RoleOf = EVERYBODY_REP,
): Commitment[] {
  const language = voiceOf(transcript);
  return commitments.map((commitment) => {
    const { allowed, why, suggestion } = verdictOn(commitment, transcript, policy, roleOf);
    if (allowed) return { ...commitment, allowed, suggestion: null };
    const because =
      language === 'zh' ? `${commitment.because}${AGAINST.zh}${why}。` : `${commitment.because}${AGAINST.en}${why}.`;
    return { ...commitment, allowed, suggestion, because };
  });
}

const AGAINST = { zh: '不符合规范：', en: ' Against policy: ' } as const;

/** The commitment as it was before a policy was applied. */
export function unflagged(commitment: Commitment): Commitment {
  const ends = Object.values(AGAINST).map((words) => commitment.because.lastIndexOf(words));
  const end = commitment.allowed === false ? Math.max(...ends) : -1;
  const because = end < 0 ? commitment.because : commitment.because.slice(0, end);
  return { ...commitment, allowed: null, suggestion: null, because };
}

/** Whether the policy allows one commitment, why not, and what may be said instead, in the conversation's language. */
export function verdictOn(
  commitment: Commitment,
  transcript: Transcript,
  policy: Policy,
  roleOf: RoleOf = EVERYBODY_REP,
): Verdict {
  const role = roleIn(commitment, transcript, roleOf);
  const saidOn = dayOf(commitment, transcript);
  const rule = policy.rules.find(({ when }) => fits(when, commitment, { saidOn, role, policy, transcript })) ?? null;
  if (rule === null || rule.allowed) return { allowed: true, rule, why: null, suggestion: null };
  const language = voiceOf(transcript);
  const values = valuesFor(rule.when, commitment, { saidOn, role, language });
  return {
    allowed: false,
    rule,
    why: fill(rule.why[language], values),
    suggestion: rule.suggestion ? fill(rule.suggestion[language], values) : null,
  };
}

function roleIn({ evidence: [first] }: Commitment, { turns, participants }: Transcript, roleOf: RoleOf): StaffRole {
  const speaker = turns[first.turn]?.speaker;
  const participant = participants.find(({ id }) => id === speaker);
  return participant ? roleOf(participant) : 'rep';
}

interface Said {
  readonly saidOn: string | null;
  readonly role: StaffRole;
}

interface Judging extends Said {
  readonly policy: Policy;
  readonly transcript: Transcript;
}

function fits(when: When, commitment: Commitment, { saidOn, role, policy, transcript }: Judging): boolean {
  if (when.category && !when.category.includes(commitment.category)) return false;
  if (when.risk && !when.risk.includes(commitment.risk)) return false;
  if (when.by && !when.by.includes(role)) return false;
  if (when.conditional !== undefined && when.conditional !== (commitment.condition !== null)) return false;
  const discount = limitFor(when.discountAbovePercent, role);
  if (discount !== null && (commitment.amount?.unit !== 'percent' || commitment.amount.value <= discount)) return false;
  const within = limitFor(when.dueWithinDays, role);
  if (within !== null) {
    const days = daysUntil(commitment, saidOn);
    if (days === null || days >= within) return false;
  }
  return when.absolute === undefined || when.absolute === isAbsolute(commitment, policy, transcript);
}

type Limit = When['discountAbovePercent'];

/** The limit that holds for somebody of this role; null where there is none. */
const limitFor = (limit: Limit, role: StaffRole): number | null =>
  limit === undefined ? null : typeof limit === 'number' ? limit : limit[role];

function valuesFor(
  when: When,
  { amount, due, condition, evidence: [{ quote }] }: Commitment,
  { saidOn, role, language }: Said & { language: keyof Bilingual },
): WordingValues {
  const within = limitFor(when.dueWithinDays, role);
  const earliest =
    within === null || saidOn === null
      ? null
      : new Date(Date.parse(saidOn) + within * DAY_MS).toISOString().slice(0, 10);
  return {
    limit: limitFor(when.discountAbovePercent, role)?.toString() ?? within?.toString() ?? null,
    amount: amountText(amount, language),
    due: dayText(due, language),
    earliest: dayText(earliest, language),
    // English often says condition and offer in one breath: then it cannot stand in another sentence.
    condition:
      condition !== null && condition.length <= SHORT_CONDITION && condition.length < quote.length * APART
        ? placed(condition)
        : null,
    who: WHO[role][language],
  };
}

/** A condition as it may open another sentence: "sign by Friday" is none. */
function placed(condition: string): string | null {
  const words = condition.replace(/^only (?=if\b)/i, '').replace(/(?:有效|就行|即可)$/, '的话');
  return /^[\x20-\x7e]+$/.test(words) && !OPENS_A_SENTENCE.test(words) ? null : words;
}

const OPENS_A_SENTENCE =
  /^(?:if|unless|provided|providing|as long|so long|on condition|on the condition|assuming|subject to|in exchange|in return|once|when|with|on an?|for|from|after)\b/i;

const WHO: { readonly [R in StaffRole]: Bilingual } = {
  rep: { zh: '销售', en: 'a rep' },
  manager: { zh: '主管', en: 'a manager' },
};

/** A condition that is longer does not read well inside another sentence. */
const SHORT_CONDITION = 40;
/** Share of the quote that a condition of its own may take. */
const APART = 0.75;

/** Whole days from the day it was said, where it was said, to the day it is due. */
function daysUntil({ due }: Commitment, saidOn: string | null): number | null {
  return due === null || saidOn === null ? null : (Date.parse(due) - Date.parse(saidOn)) / DAY_MS;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The local day: an ISO 8601 instant begins with it. */
function dayOf({ evidence: [first] }: Commitment, { startedAt }: Transcript): string | null {
  return (first.sentAt ?? startedAt)?.slice(0, 10) ?? null;
}
