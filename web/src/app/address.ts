/** Filters live in the address as plain text: `?kind=call&customer=acme`, so that a link can be sent to somebody. */
export type Address = Readonly<Record<string, string | undefined>>;

export const parseSearch = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text));

export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const kept = Object.entries(search).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  const text = new URLSearchParams(kept.filter(([, value]) => value !== '')).toString();
  return text === '' ? '' : `?${text}`;
}

/** Of what the address says, the keys that a page knows. */
export function pick<Key extends string>(
  search: Readonly<Record<string, unknown>>,
  keys: readonly Key[],
): Partial<Record<Key, string>> {
  const found: Partial<Record<Key, string>> = {};
  for (const key of keys) {
    const value = search[key];
    if (typeof value === 'string' && value !== '') found[key] = value;
  }
  return found;
}
