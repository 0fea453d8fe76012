import { z } from '@hono/zod-openapi';

import { CommitmentCategory, Language, Risk } from '../../models/domain/index.js';

/** A risky stretch of a draft message. Offsets are UTF-16, `quote === text.slice(start, end)`. */
export const MessageSpan = z.object({
  start: z.number().int(),
  end: z.number().int(),
  quote: z.string(),
  category: CommitmentCategory,
  risk: Risk,
  /** False: the policy forbids it. */
  allowed: z.boolean(),
  /** Why, in the message's language. */
  why: z.string(),
  /** A wording that may be sent instead; null where the policy has none. */
  suggestion: z.string().nullable(),
});

export const MessageCheck = z
  .object({
    language: Language,
    /** No span is forbidden. */
    allowed: z.boolean(),
    spans: z.array(MessageSpan),
  })
  .openapi('MessageCheck');
/** What the composition root's check gives; `readonly`, since nothing here changes it. */
export interface CheckedMessage {
  readonly language: Language;
  readonly allowed: boolean;
  readonly spans: readonly Readonly<z.infer<typeof MessageSpan>>[];
}
