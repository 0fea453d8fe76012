import type { Commitment, Policy, Transcript } from '../domain/index.js';
import { detectLanguage, voice } from './text.js';

type When = Policy['rules'][number]['when'];

/** Applies the policy: the first rule whose `when` fits decides, and nothing fitting means allowed. */
export function flag(commitments: readonly Commitment[], transcript: Transcript, policy: Policy): Commitment[] {
  const language = voice(transcript.language ?? detectLanguage(transcript.turns));
  return commitments.map((commitment) => {
    const rule = policy.rules.find(({ when }) => fits(when, commitment, dayOf(commitment, transcript)));
    if (!rule || rule.allowed) return { ...commitment, allowed: true, suggestion: null };
    return {
      ...commitment,
      allowed: false,
      suggestion: rule.suggestion?.[language] ?? null,
      because:
        language === 'zh'
          ? `${commitment.because}${AGAINST.zh}${rule.why.zh}。`
          : `${commitment.because}${AGAINST.en}${rule.why.en}.`,
    };
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

/** The policy rule that forbids a commitment, with its reason; null when it is allowed. */
export function ruleAgainst(
  commitment: Commitment,
  transcript: Transcript,
  policy: Policy,
): Policy['rules'][number] | null {
  const rule = policy.rules.find(({ when }) => fits(when, commitment, dayOf(commitment, transcript)));
  return rule && !rule.allowed ? rule : null;
}

function fits(when: When, commitment: Commitment, saidOn: string | null): boolean {
  if (when.category && !when.category.includes(commitment.category)) return false;
  if (when.risk && !when.risk.includes(commitment.risk)) return false;
  if (when.conditional !== undefined && when.conditional !== (commitment.condition !== null)) return false;
  if (when.discountAbovePercent !== undefined) {
    if (commitment.amount?.unit !== 'percent' || commitment.amount.value <= when.discountAbovePercent) return false;
  }
  if (when.dueWithinDays !== undefined) {
    const days = daysUntil(commitment, saidOn);
    if (days === null || days >= when.dueWithinDays) return false;
  }
  return true;
}

/** Whole days from the day it was said, where it was said, to the day it is due. */
function daysUntil({ due }: Commitment, saidOn: string | null): number | null {
  return due === null || saidOn === null ? null : (Date.parse(due) - Date.parse(saidOn)) / DAY_MS;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The local day: an ISO 8601 instant begins with it. */
function dayOf({ evidence: [first] }: Commitment, { startedAt }: Transcript): string | null {
  return (first.sentAt ?? startedAt)?.slice(0, 10) ?? null;
}
