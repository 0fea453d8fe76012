import createClient, { type Middleware } from 'openapi-fetch';

import { Problem, problemOf } from './problem.js';
import type { paths } from './schema.js';

let csrf: string | null = null;

/** The session's token, which every write carries. */
export const setCsrf = (token: string | null): void => {
  csrf = token;
};

export const csrfHeaders = (): Record<string, string> => (csrf === null ? {} : { 'x-csrf-token': csrf });

const withCsrf: Middleware = {
  onRequest({ request }) {
    if (csrf !== null && request.method !== 'GET') request.headers.set('x-csrf-token', csrf);
  },
};

export const api = createClient<paths>();
api.use(withCsrf);

interface Answered<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * What a call answered.
 * @throws Problem what the server refused it with; `unavailable` when no answer came
 */
export async function answer<T>(call: Promise<Answered<T>>): Promise<T> {
  let answered: Answered<T>;
  try {
    answered = await call;
  } catch (cause) {
    throw new Problem({ code: 'unavailable', status: 0, detail: '' }, { cause });
  }
  if (!answered.response.ok) throw problemOf(answered.error, answered.response.status);
  return answered.data as T;
}

/** All items of a list, page after page: of those that are short as a rule and chosen from. */
export async function everyItem<T>(
  page: (cursor: string | undefined) => Promise<{ items: T[]; nextCursor: string | null }>,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await page(cursor);
    all.push(...items);
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

/** The header of a change to what was read as this version. */
export const ifMatch = (version: number): { 'if-match': string } => ({ 'if-match': `"${version}"` });
