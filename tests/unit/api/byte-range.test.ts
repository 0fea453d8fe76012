import { expect, test } from 'vitest';

import { parseRange } from '../../../api/byte-range.js';

test.each([
  ['the first byte', 'bytes=0-0', { start: 0, end: 0 }],
  ['from a byte on', 'bytes=4-', { start: 4, end: 9 }],
  ['the last three', 'bytes=-3', { start: 7, end: 9 }],
  ['a suffix longer than the file', 'bytes=-99', { start: 0, end: 9 }],
  ['an end behind the file', 'bytes=8-99', { start: 8, end: 9 }],
  ['a start behind the file', 'bytes=10-', 'unsatisfiable'],
  ['an empty suffix', 'bytes=-0', 'unsatisfiable'],
  ['no header', undefined, null],
  ['several ranges', 'bytes=0-1,4-5', null],
  ['an end before the start', 'bytes=5-4', null],
  ['another unit', 'items=0-1', null],
  ['no number', 'bytes=-', null],
  ['words', 'bytes=a-b', null],
  ['a negative start', 'bytes=--1', null],
])('%s: %s', (_name, header, expected) => {
  expect(parseRange(header, 10)).toEqual(expected);
});
