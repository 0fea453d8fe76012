import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import jsonc, { type ParseError } from 'jsonc-parser';

import { AppError } from '../models/domain/index.js';
import type { ApiEnv } from './context.js';

const MAX_DEPTH = 64;

/** Refuses a JSON body over the configured size: by its declared length, else while it streams in. */
export const limitBody: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const { maxJsonBytes } = c.get('api').config;
  const onError = (): never => {
    throw new AppError('too_large', `The body may have ${maxJsonBytes} bytes at most.`, { details: { maxJsonBytes } });
  };
  // Node passes on no more than was declared, so there is nothing to count.
  const declared = c.req.header('content-length');
  if (declared === undefined) return bodyLimit({ maxSize: maxJsonBytes, onError })(c, next);
  if (Number(declared) > maxJsonBytes) onError();
  return next();
};

/** Says where a JSON body is broken, and refuses what no honest client sends and no database stores. */
export const checkJsonBody: MiddlewareHandler<ApiEnv> = async (c, next) => {
  if (/^application\/(?:[a-z.-]+\+)?json\b/i.test(c.req.header('content-type') ?? '')) {
    const text = await c.req.text();
    if (text.trim() !== '') refuseUnsafe(parseJson(text));
  }
  await next();
};

/** @throws AppError `invalid_input` with line and column; the text itself is never repeated, so no cause is kept */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { line, column } = firstError(text);
    throw new AppError('invalid_input', `The body is not JSON: see line ${line}, column ${column}.`, {
      details: { line, column },
    });
  }
}

/** Node 20 tells where only for some errors. */
function firstError(text: string): { line: number; column: number } {
  const errors: ParseError[] = [];
  jsonc.parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const before = text.slice(0, errors[0]?.offset ?? text.length).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/**
 * @throws AppError `invalid_input` for a `__proto__` key (prototype pollution), NUL (PostgreSQL cannot
 * store it) and nesting deeper than 64
 */
export function refuseUnsafe(root: unknown): void {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string') refuseNul(value);
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_DEPTH) throw new AppError('invalid_input', `The body is nested deeper than ${MAX_DEPTH} levels.`);
    for (const [key, child] of Object.entries(value)) {
      if (key === '__proto__') throw new AppError('invalid_input', 'A key named __proto__ is not allowed.');
      refuseNul(key);
      open.push({ value: child, depth: depth + 1 });
    }
  }
}

/** @throws AppError `invalid_input` */
export function refuseNul(text: string): void {
  if (text.includes('\0'))
    throw new AppError('invalid_input', 'A text holds the character NUL (U+0000): leave it out.');
}
