import { describe, expect, test } from 'vitest';

import { extract } from '../../../models/insight/index.js';
import { conversation, rules } from './transcripts.js';

const rivals = (line: string) => extract(conversation([line]), rules).insights.competitors.map(({ name }) => name);

describe('whom the customer compares us with', () => {
  test.each([
    ['customer: RouteKing quoted us fifty two thousand for the same number of trucks', ['RouteKing']],
    ['customer: we had a demo from Acme Systems last week', ['Acme Systems']],
    ['customer: how does it compare with the old way of doing it', []],
    ['customer: our CFO, Dana, compares every offer with the one before', []],
    ['rep: RouteKing quoted fifty two thousand', []],
  ])('%s', (line, names) => {
    expect(rivals(line)).toEqual(names);
  });
});
