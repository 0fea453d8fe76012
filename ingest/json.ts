import jsonc, { type ParseError } from 'jsonc-parser';

import { cleanText } from './text-encoding.js';

/** Keys through which JSON can reach a prototype when somebody copies it carelessly. */
const DANGEROUS = ['__proto__', 'constructor', 'prototype'] as const;

/** A JSON object, as opposed to a list, a text or null. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects among the items of a list; nothing when it is no list. */
export function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A text with something visible in it, else null. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** Text, or a number as text: ids and speaker labels come as both. Null for everything else. */
export function labelOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  const text = textOf(value);
  return text === null ? null : text.trim();
}

/** JSON with the dangerous keys left out and its texts cleaned; undefined when the text is not JSON. */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Not JSON is an answer here: the recogniser asks every text.
    return undefined;
  }
  return sanitized(value);
}

/** More text than this is not looked through for a place to name. */
const LOOKED_THROUGH = 20 * 1024 * 1024;

/** Where a text stops being JSON, both counted from 1; null when it is JSON, or too long to say. */
export function whereJsonBreaks(text: string): { line: number; column: number } | null {
  if (text.length > LOOKED_THROUGH) return null;
  const errors: ParseError[] = [];
  jsonc.parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (first === undefined) return null;
  const before = text.slice(0, first.offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/**
 * Values of JSON lines: one JSON value per line that is not blank. A line that cannot be parsed (cut
 * off, garbled) stands as `undefined` in its place so that it can be counted. Undefined when the text
 * is something else: none of its first lines is a JSON value, or most lines are not.
 */
export function parseJsonLines(text: string): readonly unknown[] | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const values: unknown[] = [];
  let broken = 0;
  for (const line of lines) {
    const value = parseJson(line);
    if (value === undefined) broken++;
    values.push(value);
    // Pretty-printed JSON fails line after line; a million exceptions are not worth waiting for.
    if (broken > 10 && broken * 2 > values.length) return undefined;
  }
  return broken * 2 > values.length ? undefined : values;
}

/** Walks with a list of its own instead of the call stack, which JSON of 10,000 levels would overflow. */
function sanitized(root: unknown): unknown {
  if (typeof root === 'string') return cleanText(root);
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (Array.isArray(value)) {
      for (let at = 0; at < value.length; at++) value[at] = visited(value[at], open);
    } else if (isObject(value)) {
      const fields = value as Record<string, unknown>;
      for (const key of DANGEROUS) if (Object.hasOwn(fields, key)) delete fields[key];
      for (const key of Object.keys(fields)) fields[key] = visited(fields[key], open);
    }
  }
  return root;
}

function visited(value: unknown, open: unknown[]): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'object' && value !== null) open.push(value);
  return value;
}
