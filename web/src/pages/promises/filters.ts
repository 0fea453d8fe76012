export const PROMISE_FILTERS = ['customerId', 'rep', 'teamId', 'state', 'category', 'risk', 'view'] as const;
