/** A table that is wider than a phone is scrolled with the keyboard too, where nothing in it takes the focus. */
export const WIDE_TABLE = { scrollAreaProps: { viewportProps: { tabIndex: 0 } } } as const;
