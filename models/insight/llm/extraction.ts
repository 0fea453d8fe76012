import { AppError, type Insights } from '../../domain/index.js';
import { gate } from '../gate.js';
import type { Reading } from '../reading/reading.js';
import { type Claims, ExtractionAnswer, readClaims } from './answer.js';
import type { LlmClient } from './client.js';
import { insightsFrom } from './insights-from.js';
import { merge } from './merge.js';
import { extractionPrompt } from './prompt.js';
import { createRedactor, type Redactor } from './redact.js';
import { tokensOf } from './tokens.js';
import { costOf, type Piece, windowsOf } from './windows.js';

export interface Extracted {
  readonly insights: Insights;
  readonly dropped: number;
  /** What the LLM did not do, and where it contradicts the rules. */
  readonly notes: readonly string[];
}

export interface ExtractionOptions {
  readonly client: LlmClient;
  readonly rule: string;
  /** To be spent on this conversation. */
  readonly tokens: number;
  readonly phoneRegion: string;
  readonly signal?: AbortSignal | undefined;
}

const MAX_ANSWER_TOKENS = 2000;
/** The JSON schema, which is sent with each question: measured, 1,264. */
const SCHEMA_TOKENS = 1300;

/**
 * What the rules found, and beside it what an LLM finds in the same words. Whatever goes wrong with the LLM, the rules'
 * result stands, and a note says what is missing.
 * @throws the signal's reason when it is aborted
 */
export async function extractWithLlm(
  reading: Reading,
  base: { readonly insights: Insights; readonly dropped: number },
  options: ExtractionOptions,
): Promise<Extracted> {
  const { turns, participants } = reading.transcript;
  const names = participants.flatMap(({ name }) => (name == null ? [] : [name]));
  const redactor = createRedactor([...turns.map(({ text }) => text), ...names], options.phoneRegion);
  let insights = base.insights;
  let { dropped } = base;
  const notes: string[] = [];
  const disputed = new Set<number>();
  const take = (claims: Claims): void => {
    const made = insightsFrom(claims, reading, options.rule, (text) => redactor.restore(text));
    const passed = gate(made.insights, turns);
    const merged = merge(insights, passed.insights);
    insights = merged.insights;
    dropped += made.refused + passed.dropped;
    for (const { turn } of merged.contradictions) disputed.add(turn);
  };
  for await (const answer of answersTo(reading, redactor, options, notes)) {
    take(answer.claims);
    dropped += answer.unfit;
  }
  if (disputed.size > 0)
    notes.push(`It contradicts the rules at turn ${[...disputed].sort((a, b) => a - b).join(', ')}: both are kept.`);
  return { insights, dropped, notes };
}

/** Window by window, as far as tokens and the server go; `notes` gets what was not read. */
async function* answersTo(
  reading: Reading,
  redactor: Redactor,
  { client, tokens, signal }: ExtractionOptions,
  notes: string[],
): AsyncGenerator<{ claims: Claims; unfit: number }> {
  const system = extractionPrompt(reading.language);
  const windows = windowsOf(reading, redactor);
  let left = tokens;
  for (const [at, window] of windows.entries()) {
    const asking = tokensOf(system) + SCHEMA_TOKENS + window.reduce((sum, piece) => sum + costOf(piece), 0);
    const unread = (): string => turnsFrom(windows, at);
    if (asking + MAX_ANSWER_TOKENS > left) {
      notes.push(`${unread()} were not sent: the budget of ${tokens} tokens (VOUCH_LLM_TOKENS) does not reach.`);
      return;
    }
    try {
      const answer = await client.ask({
        system,
        data: { startedAt: reading.transcript.startedAt ?? null, turns: window.map(sent) },
        name: 'sales_conversation',
        schema: ExtractionAnswer,
        maxAnswerTokens: MAX_ANSWER_TOKENS,
        signal,
      });
      left -= Math.max(answer.tokens, asking);
      const read = readClaims(answer.value);
      if (read) yield read;
      else notes.push(`${turnsOf(window)}: the answer is no JSON object, the rules' result stands alone there.`);
    } catch (error) {
      signal?.throwIfAborted();
      const { code, message } = AppError.from(error);
      if (code !== 'unreadable') {
        notes.push(`${unread()}: the rules' result stands alone there. ${message}`);
        return;
      }
      left -= asking;
      notes.push(`${turnsOf(window)}: the rules' result stands alone there. ${message}`);
    }
  }
}

const sent = ({ turn, side, text }: Piece): object => ({ turn, speaker: side, text });

const turnsOf = (window: readonly Piece[]): string => `Turns ${window[0]?.turn ?? 0} to ${window.at(-1)?.turn ?? 0}`;

/** The turns of a window and all after it, without those that the window before it had already. */
function turnsFrom(windows: readonly (readonly Piece[])[], at: number): string {
  const seen = windows[at - 1]?.at(-1)?.turn ?? -1;
  const window = windows[at] ?? [];
  const first = window.find(({ turn }) => turn > seen) ?? window.at(-1);
  return `Turns ${first?.turn ?? 0} to ${windows.at(-1)?.at(-1)?.turn ?? 0}`;
}
