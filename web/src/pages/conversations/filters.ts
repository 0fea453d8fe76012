import type { paths } from '../../api/schema.js';

/** What the address of the list may say; the same words as the API's. Days, not instants: the reader's own. */
export const CONVERSATION_FILTERS = [
  'customerId',
  'dealId',
  'rep',
  'teamId',
  'outcome',
  'kind',
  'language',
  'risk',
  'state',
  'scoreMin',
  'scoreMax',
  'unmatched',
  'from',
  'to',
] as const;
export type ConversationFilters = Partial<Record<(typeof CONVERSATION_FILTERS)[number], string>>;
type Query = NonNullable<paths['/v1/conversations']['get']['parameters']['query']>;

/** The query of the API; the last day counts as a whole. */
export function toQuery({ from, to, scoreMin, scoreMax, ...rest }: ConversationFilters): Query {
  return {
    ...(rest as Query),
    ...(from !== undefined && { from: dayStart(from, 0) }),
    ...(to !== undefined && { to: dayStart(to, 1) }),
    ...(scoreMin !== undefined && { scoreMin: Number(scoreMin) }),
    ...(scoreMax !== undefined && { scoreMax: Number(scoreMax) }),
  };
}

/** Midnight here at the start of the day, `after` days later, as an Instant. */
export function dayStart(day: string, after: number): string {
  const at = new Date(`${day}T00:00:00`);
  at.setDate(at.getDate() + after);
  return at.toISOString();
}
