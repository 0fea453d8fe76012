import { Completeness } from '../../models/domain/index.js';

/** Stands on everything that rests on a conversation, so that nobody takes a part of it for the whole. */
export const CompletenessOf = Completeness.nullable().openapi({
  description: 'How much of the conversation it comes from could be read; null: not counted.',
});
