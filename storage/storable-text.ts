/** NUL, and halves of surrogate pairs that stand alone: PostgreSQL stores neither in `text` nor in `jsonb`. */
const UNSTORABLE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/**
 * The text with every UTF-16 unit that PostgreSQL refuses replaced by U+FFFD. The length stays, so
 * that Evidence offsets mean the same before and after.
 */
export const storableText = (text: string): string => text.replace(UNSTORABLE, '\uFFFD');
