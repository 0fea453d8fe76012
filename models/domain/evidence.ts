import { z } from 'zod';

import { Instant, type Turn } from './conversation.js';

/**
 * The exact words a claim rests on: `quote === turns[turn].text.slice(start, end)`, UTF-16 offsets.
 * The brand means that only `cite` (which slices) and `Evidence.parse` at a boundary make one.
 */
export const Evidence = z
  .object({
    turn: z.number().int().min(0),
    start: z.number().int().min(0),
    end: z.number().int().min(1),
    quote: z.string().min(1),
    startMs: z.number().int().optional(),
    endMs: z.number().int().optional(),
    sentAt: Instant.optional(),
    /** Said where it is shown, never stored: a person corrected these words meanwhile, and the conversation is being read again. */
    outdated: z.literal(true).optional(),
  })
  .brand<'Evidence'>();
export type Evidence = z.infer<typeof Evidence>;

/** Never empty: no claim without evidence. */
export type EvidenceList = readonly [Evidence, ...Evidence[]];
export const EvidenceList = z.tuple([Evidence], Evidence);

/**
 * Evidence for `turns[turn].text.slice(start, end)`; surrounding white space is left out. The only
 * way to make Evidence inside the program, so a wrong one cannot be made.
 * @throws RangeError when the range is not inside the turn or holds no visible character: a bug in the caller.
 */
export function cite(turns: readonly Turn[], turn: number, start = 0, end?: number): Evidence {
  const source = turns[turn];
  const stop = end ?? source?.text.length ?? 0;
  if (!source || start < 0 || stop > source.text.length || start >= stop)
    throw new RangeError(`no evidence at turn ${turn}, ${start} to ${stop}`);
  const raw = source.text.slice(start, stop);
  const lead = raw.length - raw.trimStart().length;
  const quote = raw.trim();
  if (quote === '') throw new RangeError(`blank evidence at turn ${turn}, ${start} to ${stop}`);
  const from = start + lead;
  return {
    turn,
    start: from,
    end: from + quote.length,
    quote,
    ...(source.startMs == null ? {} : { startMs: source.startMs }),
    ...(source.endMs == null ? {} : { endMs: source.endMs }),
    ...(source.sentAt == null ? {} : { sentAt: source.sentAt }),
  } as Evidence;
}

/** The evidence gate's question: are these words there, verbatim, in a turn that is reliable? */
export function isVerbatim(turns: readonly Turn[], evidence: Evidence): boolean {
  const source = turns[evidence.turn];
  return (
    source !== undefined &&
    source.unreliable !== true &&
    evidence.quote.length > 0 &&
    source.text.slice(evidence.start, evidence.end) === evidence.quote
  );
}
