import type { CommitmentCategory, Language, Policy, Risk, StaffRole, Transcript } from '../domain/index.js';
import { policyWith } from '../rules/company.js';
import { loadRules, type Rules } from '../rules/load.js';
import { defaultPolicy } from './documents.js';
import { extractFrom } from './extract.js';
import { verdictOn } from './flag.js';
import { readTranscript } from './reading/reading.js';
import { detectLanguage } from './reading/text.js';

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
  const spoken = language ?? detectLanguage([{ text }]);
  const spans = partsOf(text).flatMap(({ start: from, words }) => {
    const transcript = draftOf(words, spoken, at);
    const { insights } = extractFrom(readTranscript(transcript, rules));
    return insights.commitments.map((commitment): RiskySpan => {
      const { start, end, quote } = commitment.evidence[0];
      const { category, risk } = commitment;
      const { allowed, why, suggestion } = verdictOn(commitment, transcript, policy, () => role);
      const place = { start: from + start, end: from + end, quote };
      return { ...place, category, risk, why: why ?? commitment.because, allowed, suggestion };
    });
  });
  return { language: spoken, allowed: spans.every((span) => span.allowed), spans };
}

function draftOf(text: string, language: Language, at: string | undefined): Transcript {
  return {
    id: 'draft',
    kind: 'chat',
    language,
    startedAt: at ?? null,
    participants: [{ id: 'rep', side: 'rep', sideConfidence: 1, sideSource: 'person' }],
    turns: [{ speaker: 'rep', text, ...(at === undefined ? {} : { sentAt: at }) }],
  };
}

interface DraftPart {
  readonly start: number;
  readonly words: string;
}

/** What opens an item of a list: "-", "•", "1.", "2)", “（三）”, “一、”. */
const ITEM =
  /^[ \t\u3000]*(?:[-*•·–—▪●○■□✓✔][ \t\u3000]*|[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-z])[)）、．][ \t\u3000]*|\d{1,2}\.(?!\d)[ \t\u3000]*|[①-⑳][ \t]*)(?=\S)/i;

/** A draft's parts, each read by itself: every item of a list, and what stands between the lists, so that an item means what it means alone. */
function partsOf(text: string): DraftPart[] {
  const parts: DraftPart[] = [];
  let start = 0;
  let goesOn = false;
  for (const line of text.split('\n')) {
    const marker = ITEM.exec(line);
    const last = parts.at(-1);
    if (marker) parts.push({ start: start + marker[0].length, words: line.slice(marker[0].length) });
    else if (goesOn && last) parts.splice(-1, 1, { ...last, words: text.slice(last.start, start + line.length) });
    else parts.push({ start, words: line });
    goesOn = marker === null;
    start += line.length + 1;
  }
  return parts.filter(({ words }) => words.trim() !== '');
}
