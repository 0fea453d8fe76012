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
