import { z } from 'zod';

import { CalendarDate, Instant, Side } from './conversation.js';
import { type Evidence, EvidenceList } from './evidence.js';
import { CommitmentCategory, Risk } from './insight.js';

/** How a promise stands. */
export const PromiseState = z.enum(['open', 'kept', 'broken', 'withdrawn']);
export type PromiseState = z.infer<typeof PromiseState>;

/** How firmly it was said: no way out, plainly, or with a way out. */
export const Firmness = z.enum(['absolute', 'definite', 'hedged']);
export type Firmness = z.infer<typeof Firmness>;

/** What somebody can say of a promise: make it, build on it, put it off, or tell what became of it. */
export const MentionKind = z.enum(['promised', 'leaned', 'kept', 'broken', 'withdrawn', 'postponed']);
export type MentionKind = z.infer<typeof MentionKind>;

/** What a Mention does to the promise it belongs to: the first makes it, a later one repeats or changes it. */
export const PromiseEventKind = z.enum(['made', 'repeated', 'changed', 'leaned', 'kept', 'broken', 'withdrawn']);
export type PromiseEventKind = z.infer<typeof PromiseEventKind>;

/** What is promised beside the words: these are what a later conversation can change. */
export const PromiseTerms = z.object({
  due: CalendarDate.nullable(),
  amount: z.object({ value: z.number(), unit: z.string() }).nullable(),
  condition: z.string().nullable(),
  firmness: Firmness,
});
export type PromiseTerms = z.infer<typeof PromiseTerms>;

/** How long, or how many: "within 30 days", "for 36 months", “两小时内”, "25 licences". */
export const Extent = z.object({ value: z.number(), unit: z.enum(['hour', 'day', 'week', 'month', 'year', 'piece']) });
export type Extent = z.infer<typeof Extent>;

/** One place of one conversation that concerns a promise. The ledger is made of these and of what persons decide. */
export const PromiseMention = PromiseTerms.extend({
  /** A commitment's Insight id; for the others made from the conversation and the place. */
  id: z.string(),
  conversationId: z.string(),
  kind: MentionKind,
  /** Null where the words do not tell; only follow-ups. */
  category: CommitmentCategory.nullable(),
  risk: Risk,
  side: Side,
  who: z.string().nullable(),
  what: z.string(),
  /** What it is about: topics of models/rules/promises.yaml, and the words beside them. */
  topics: z.array(z.string()),
  words: z.array(z.string()),
  /** What it names that sets it apart from another of its kind: a product, a place, a fee. Missing in older ones, as are those marked so below. */
  things: z.array(z.string()).optional(),
  /** Older: missing. */
  extents: z.array(Extent).optional(),
  /** How many days later than promised, where it says no day. Older: missing. */
  delayDays: z.number().nullable().optional(),
  /** The day on which what it tells came about. Older: missing. */
  cameAbout: CalendarDate.nullable().optional(),
  /** It says of itself that it came too late. Older: missing. */
  late: z.boolean().optional(),
  /** Days that the words of a follow-up may mean: "the 15th" looks back as well as ahead. */
  days: z.array(CalendarDate),
  /** The words point back at something said before: “说好的”, "as promised". */
  recalls: z.boolean(),
  allowed: z.boolean().nullable(),
  suggestion: z.string().nullable(),
  saidAt: Instant.nullable(),
  evidence: EvidenceList,
});
export type PromiseMention = z.infer<typeof PromiseMention>;

/** One thing that a promise's terms became. */
export const TermChange = z.object({
  term: z.enum([...PromiseTerms.keyof().options, 'extent']),
  before: z.union([z.string(), PromiseTerms.shape.amount]),
  after: z.union([z.string(), PromiseTerms.shape.amount]),
});
export type TermChange = z.infer<typeof TermChange>;

/** A Mention in its place in the ledger. */
export interface PlacedMention {
  readonly mention: PromiseMention;
  /** The promise it belongs to; null for a follow-up that fits none, or more than one. */
  readonly promiseId: string | null;
  readonly event: PromiseEventKind;
  readonly changes: readonly TermChange[];
  /** Promises that it might belong to as well: a person decides. */
  readonly perhaps: readonly string[];
}

/** A promise as its mentions tell it. */
export interface FoldedPromise extends PromiseTerms {
  /** That of the mention that made it. */
  readonly id: string;
  /** The mention whose words hold now: the one that made it, or the last that changed it. */
  readonly current: PromiseMention;
  /** What conversations say became of it. */
  readonly state: PromiseState;
  /** The mention that says so; null while it is open. */
  readonly stateMention: PromiseMention | null;
  /** It was kept, and after its day. */
  readonly late: boolean;
  /** Where the customer builds on it. */
  readonly leaned: { readonly conversationId: string; readonly evidence: Evidence } | null;
}

/** A person said that two mentions are, or are not, the same promise. */
export interface PromiseLink {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
}

/** The ledger of one customer. */
export interface FoldedLedger {
  readonly promises: readonly FoldedPromise[];
  readonly placed: readonly PlacedMention[];
}

/** Makes the ledger of everything that was said, the same whatever the order it came in. */
export type FoldLedger = (
  mentions: readonly PromiseMention[],
  decided: { readonly links: readonly PromiseLink[]; readonly dismissed: ReadonlySet<string> },
) => FoldedLedger;
