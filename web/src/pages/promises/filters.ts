/** What the address of the ledger may say; the same words as the API's, and which view. */
export const PROMISE_FILTERS = ['customerId', 'rep', 'teamId', 'state', 'category', 'risk', 'view'] as const;
export type PromiseFilters = Partial<Record<(typeof PROMISE_FILTERS)[number], string>>;
