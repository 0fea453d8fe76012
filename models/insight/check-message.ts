import type { CommitmentCategory, Language, Policy, Risk, StaffRole, Transcript } from '../domain/index.js';
import { policyWith } from '../rules/company.js';
import { loadRules, type Rules } from '../rules/load.js';
import { defaultPolicy } from './documents.js';
import { extractFrom } from './extract.js';
import { verdictOn } from './flag.js';
import { readTranscript } from './reading.js';
import { detectLanguage } from './text.js';

/** A stretch of a draft message that promises something; offsets are UTF-16 into the draft. */
export interface RiskySpan {
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly category: CommitmentCategory;
  readonly risk: Risk;
  readonly why: string;
  readonly allowed: boolean;
  readonly suggestion: string | null;
}

export interface MessageCheck {
  readonly language: Language;
  /** False when the policy forbids one of the spans. */
  readonly allowed: boolean;
  readonly spans: readonly RiskySpan[];
}

export interface MessageOptions {
  readonly rules: Rules;
  readonly policy: Policy;
  readonly language?: Language;
  /** When the message is to be sent (ISO 8601), for delivery limits; without it they are not applied. */
  readonly at?: string;
  /** What the sender may decide; a rep unless told. */
  readonly role?: StaffRole;
}

/** Reads the rules and the classifier's weights (1 s, once a process), which the first conversation or draft would wait for. */
export function warmUp(): void {
  checkMessage('.', { rules: loadRules(), policy: defaultPolicy() });
}

/** Checks a rep's draft with the very detector and policy that conversations are read with. */
export function checkMessage(
  text: string,
  { rules, policy: given, language, at, role = 'rep' }: MessageOptions,
): MessageCheck {
  const policy = policyWith(given, rules);
  const transcript: Transcript & { language: Language } = {
    id: 'draft',
    kind: 'chat',
    language: language ?? detectLanguage([{ text }]),
    startedAt: at ?? null,
    participants: [{ id: 'rep', side: 'rep', sideConfidence: 1, sideSource: 'person' }],
    turns: [{ speaker: 'rep', text, ...(at === undefined ? {} : { sentAt: at }) }],
  };
  const { insights } = extractFrom(readTranscript(transcript, rules));
  const spans = insights.commitments.map((commitment): RiskySpan => {
    const { start, end, quote } = commitment.evidence[0];
    const { category, risk } = commitment;
    const { allowed, why, suggestion } = verdictOn(commitment, transcript, policy, () => role);
    return { start, end, quote, category, risk, why: why ?? commitment.because, allowed, suggestion };
  });
  return { language: transcript.language, allowed: spans.every((span) => span.allowed), spans };
}
