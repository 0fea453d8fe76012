import {
  AppError,
  type Evidence,
  INSIGHT_KINDS,
  type InsightKind,
  type Insights,
  isVerbatim,
  type Summary,
} from '../../domain/index.js';
import type { Reading } from '../reading/reading.js';
import { SummaryAnswer } from './answer.js';
import type { LlmClient } from './client.js';
import { givesOrders } from './orders.js';
import { summaryPrompt } from './prompt.js';
import { createRedactor } from './redact.js';
import { isSupported } from './supported.js';
import { tokensOf } from './tokens.js';

/** A colleague's note has no fewer sentences than this, and no more than that. */
const LEAST = 3;
const MOST = 9;
const MAX_ANSWER_TOKENS = 1200;
const SCHEMA_TOKENS = 150;

/** One thing that was found, under an id that the model cites. */
interface Finding {
  readonly id: string;
  readonly kind: InsightKind;
  readonly sent: { readonly id: string; readonly kind: string; readonly quote: string; readonly facts: object };
  readonly evidence: readonly Evidence[];
  readonly facts: readonly string[];
}

export interface SummaryOptions {
  readonly client: LlmClient;
  readonly rule: string;
  readonly tokens: number;
  readonly phoneRegion: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A summary in a model's words, each sentence citing what it rests on and saying no number and no name that is not
 * there. It never sees the conversation, only what was found in it. Where fewer than three sentences hold, `template`
 * stands.
 * @throws the signal's reason when it is aborted
 */
export async function summarizeWithLlm(
  reading: Reading,
  insights: Insights,
  template: Summary,
  { client, rule, tokens, phoneRegion, signal }: SummaryOptions,
): Promise<{ summary: Summary; notes: readonly string[] }> {
  const redactor = createRedactor(
    reading.transcript.turns.map(({ text }) => text),
    phoneRegion,
  );
  const system = summaryPrompt(reading.language);
  const left = tokens - tokensOf(system) - SCHEMA_TOKENS - MAX_ANSWER_TOKENS;
  const findings = within(
    findingsOf(reading, insights, (text) => redactor.hide(text)),
    left,
  );
  if (findings.length < LEAST) return { summary: template, notes: [] };
  try {
    const { value } = await client.ask({
      system,
      data: { findings: findings.map(({ sent }) => sent) },
      name: 'summary',
      schema: SummaryAnswer,
      maxAnswerTokens: MAX_ANSWER_TOKENS,
      signal,
    });
    const sentences = sentencesIn(value, findings, reading, (text) => redactor.restore(text));
    if (sentences.length < LEAST)
      return { summary: template, notes: ['Too few of its sentences rest on the words: the rules wrote the summary.'] };
    return { summary: { ...withEnding(template, sentences), by: rule }, notes: [] };
  } catch (error) {
    signal?.throwIfAborted();
    return { summary: template, notes: [`The rules wrote the summary. ${AppError.from(error).message}`] };
  }
}

/** How it ended stands first, whatever the model chose to tell. */
function withEnding({ headline, outcome, sentences: [first] }: Summary, sentences: Summary['sentences']): Summary {
  if (!outcome) return { headline, sentences };
  const isTold = first?.evidence.some(({ turn }) => turn === outcome.evidence[0].turn) === true;
  return { headline, outcome, sentences: (isTold ? [first, ...sentences] : sentences).slice(0, MOST) };
}

function sentencesIn(
  value: unknown,
  findings: readonly Finding[],
  { voice, rules }: Reading,
  restore: (text: string) => string,
): Summary['sentences'] {
  const answer = SummaryAnswer.safeParse(value);
  if (!answer.success) return [];
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  return answer.data.sentences
    .flatMap(({ text, evidence }): Summary['sentences'] => {
      const cited = [...new Set(evidence)].flatMap((id) => byId.get(id) ?? []);
      const [first, ...rest] = cited.flatMap((finding) => finding.evidence);
      if (!first || cited.length < new Set(evidence).size) return [];
      const said = restore(text).trim();
      const quotes = [first, ...rest].map(({ quote }) => quote);
      const facts = cited.flatMap((finding) => finding.facts);
      return isSupported(said, { quotes, facts, voice, rules }) ? [{ text: said, evidence: [first, ...rest] }] : [];
    })
    .slice(0, MOST);
}

/** What of an Insight is told beside its quote, and counts as said by it. */
const TOLD = [
  'min',
  'max',
  'currency',
  'period',
  'stance',
  'name',
  'title',
  'role',
  'category',
  'handled',
  'risk',
  'due',
  'owner',
];
const FACTS = ['min', 'max', 'name', 'title', 'due'];

function findingsOf(reading: Reading, insights: Insights, hide: (text: string) => string): Finding[] {
  const { turns } = reading.transcript;
  return INSIGHT_KINDS.flatMap((kind) =>
    insights[kind].flatMap((insight, n): Finding[] => {
      if ('risk' in insight && insight.risk === 'low') return [];
      const response = 'response' in insight ? insight.response : [];
      const evidence = [...insight.evidence, ...response];
      if (evidence.some((one) => !isVerbatim(turns, one) || givesOrders(reading, one))) return [];
      const id = `${kind}-${n + 1}`;
      const fields = insight as unknown as Record<string, unknown>;
      const told = Object.fromEntries(
        TOLD.filter((key) => fields[key] != null).map((key) => {
          const value = fields[key];
          return [key, typeof value === 'string' ? hide(value) : value];
        }),
      );
      const facts = FACTS.map((key) => fields[key]).filter(
        (fact) => typeof fact === 'string' || typeof fact === 'number',
      );
      return [
        {
          id,
          kind,
          evidence,
          facts: facts.map(String),
          sent: { id, kind: singular(kind), quote: hide(evidence.map(({ quote }) => quote).join(' … ')), facts: told },
        },
      ];
    }),
  );
}

const singular = (kind: InsightKind): string => (kind === 'nextSteps' ? 'next step' : kind.replace(/s$/, ''));

/** As many findings as there are tokens for, each kind getting its turn, so that many promises leave room for the rest. */
function within(findings: readonly Finding[], tokens: number): Finding[] {
  const queues = INSIGHT_KINDS.map((kind) => findings.filter((finding) => finding.kind === kind));
  const kept = new Set<Finding>();
  let left = tokens;
  for (let round = 0; queues.some((queue) => queue.length > round); round += 1)
    for (const queue of queues) {
      const finding = queue[round];
      const cost = finding ? tokensOf(JSON.stringify(finding.sent)) : 0;
      if (finding && cost <= left) {
        left -= cost;
        kept.add(finding);
      }
    }
  return findings.filter((finding) => kept.has(finding));
}
