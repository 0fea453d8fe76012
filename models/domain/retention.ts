import { z } from 'zod';

/** Days after something was said until it is deleted; null: it is kept. */
const Days = z.number().int().min(1).max(36_500).nullable();

/**
 * How long what came in is kept. A Conversation's age counts from its last word; where it has no time, from when it
 * came in. Sound goes by itself, with the words, insights and quotes staying.
 */
export const Retention = z.strictObject({
  conversations: z.strictObject({ call: Days, meeting: Days, chat: Days }),
  sound: Days,
});
export type Retention = z.infer<typeof Retention>;

/** Until an administrator says otherwise nothing is ever deleted. */
export const KEEP_ALL: Retention = { conversations: { call: null, meeting: null, chat: null }, sound: null };
