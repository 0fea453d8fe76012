import { DateTime } from 'luxon';

import type { Commitment, Policy, Transcript } from '../domain/index.js';
import { detectLanguage, voice } from './text.js';
import { timeOf } from './said-on.js';

type When = Policy['rules'][number]['when'];

/** Applies the policy: the first rule whose `when` fits decides, and nothing fitting means allowed. */
export function flag(commitments: readonly Commitment[], transcript: Transcript, policy: Policy): Commitment[] {
  const language = voice(transcript.language ?? detectLanguage(transcript.turns));
  return commitments.map((commitment) => {
    const rule = policy.rules.find(({ when }) => fits(when, commitment, saidOn(commitment, transcript)));
    if (!rule || rule.allowed) return { ...commitment, allowed: true, suggestion: null };
    return {
      ...commitment,
      allowed: false,
      suggestion: rule.suggestion?.[language] ?? null,
      because:
        language === 'zh'
          ? `${commitment.because}不符合规范：${rule.why.zh}。`
          : `${commitment.because} Against policy: ${rule.why.en}.`,
    };
  });
}

/** The policy rule that forbids a commitment, with its reason; null when it is allowed. */
export function ruleAgainst(
  commitment: Commitment,
  transcript: Transcript,
  policy: Policy,
): Policy['rules'][number] | null {
  const rule = policy.rules.find(({ when }) => fits(when, commitment, saidOn(commitment, transcript)));
  return rule && !rule.allowed ? rule : null;
}

function fits(when: When, commitment: Commitment, saidAt: DateTime | null): boolean {
  if (when.category && !when.category.includes(commitment.category)) return false;
  if (when.risk && !when.risk.includes(commitment.risk)) return false;
  if (when.conditional !== undefined && when.conditional !== (commitment.condition !== null)) return false;
  if (when.discountAbovePercent !== undefined) {
    if (commitment.amount?.unit !== 'percent' || commitment.amount.value <= when.discountAbovePercent) return false;
  }
  if (when.dueWithinDays !== undefined) {
    const days = daysUntil(commitment, saidAt);
    if (days === null || days >= when.dueWithinDays) return false;
  }
  return true;
}

function daysUntil({ due }: Commitment, saidAt: DateTime | null): number | null {
  if (due === null || saidAt === null) return null;
  return DateTime.fromISO(due, { zone: saidAt.zone }).diff(saidAt.startOf('day'), 'days').days;
}

function saidOn({ evidence: [first] }: Commitment, { startedAt }: Transcript): DateTime | null {
  const instant = first.sentAt ?? startedAt;
  return instant == null ? null : timeOf(instant);
}
