/** What the address of the review may say; the same words as the API's, and which tab. */
export const REVIEW_FILTERS = ['state', 'assignee', 'risk', 'category', 'answer', 'from', 'to', 'tab'] as const;
export type ReviewFilters = Partial<Record<(typeof REVIEW_FILTERS)[number], string>>;

export const WHOSE = ['all', 'me', 'nobody'] as const;
export type Whose = (typeof WHOSE)[number];

export const whoseOf = ({ assignee }: ReviewFilters): Whose => WHOSE.find((one) => one === assignee) ?? 'all';
/** After all comes mine, then what nobody has. */
export const nextWhose = (whose: Whose): Whose => WHOSE[(WHOSE.indexOf(whose) + 1) % WHOSE.length] ?? 'all';
