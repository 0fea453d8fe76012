/** What the address of the search may say; the same words as the API's. */
export const SEARCH_FILTERS = [
  'q',
  'rep',
  'teamId',
  'customerId',
  'outcome',
  'kind',
  'language',
  'flag',
  'speaker',
  'from',
  'to',
] as const;
export type SearchFilters = Partial<Record<(typeof SEARCH_FILTERS)[number], string>>;
