import { expect, test } from 'vitest';

import { HeldAnalyses } from '../../../cli/held-analyses.js';
import type { Analysis } from '../../../models/domain/index.js';
import { analyze, defaultPlaybook, defaultPolicy } from '../../../models/insight/index.js';
import { conversation, rules } from '../insight/transcripts.js';

const options = { rules, playbook: defaultPlaybook(), policy: defaultPolicy(), version: '0.0.0' };
const analysisOf = (id: string, ...lines: string[]): Analysis => analyze(conversation(lines, { id }), options);

const ASKS_BUDGET = 'rep: 这块预算大概是多少？';
const MISSES = 'rep: 好的';

/** What the conversations' missed budget questions are shown, in the order in which they come out. */
function shown(analyses: readonly Analysis[]): [string, string | undefined][] {
  const out: [string, string | undefined][] = [];
  const held = new HeldAnalyses<Analysis>(({ id, scriptFit }) => {
    const missed = scriptFit.missed?.find((step) => step.id === 'budget');
    if (missed) out.push([id, missed.example?.conversationId]);
  });
  for (const one of analyses) held.add(one);
  held.end();
  return out;
}

test('a missed step shows how another conversation of the same run did it, earlier or later', () => {
  expect(shown([analysisOf('before', MISSES), analysisOf('good', ASKS_BUDGET), analysisOf('after', MISSES)])).toEqual([
    ['before', 'good'],
    ['after', 'good'],
  ]);
});

test('the best score is shown', () => {
  const better = analysisOf('better', ASKS_BUDGET, 'customer: 五万', 'rep: 最后是谁拍板？');
  expect(shown([analysisOf('poor', ASKS_BUDGET), better, analysisOf('missed', MISSES)])).toEqual([
    ['missed', 'better'],
  ]);
});

test.each([
  ['nobody did it', analysisOf('other', MISSES)],
  ['it was done in another language', analysisOf('other', 'rep: do you have a budget set aside for it?')],
])('there is no example when %s', (_name, other) => {
  expect(shown([other, analysisOf('missed', MISSES)]).at(-1)).toEqual(['missed', undefined]);
});

test('the words are the other conversation’s own', () => {
  const out: Analysis[] = [];
  const held = new HeldAnalyses<Analysis>((analysis) => out.push(analysis));
  held.add(analysisOf('good', 'customer: 你好', ASKS_BUDGET));
  held.add(analysisOf('missed', MISSES));
  held.end();
  const example = out[1]?.scriptFit.missed?.find(({ id }) => id === 'budget')?.example;
  expect(example).toMatchObject({ conversationId: 'good', turn: 1 });
  expect(ASKS_BUDGET.slice('rep: '.length).slice(example?.start, example?.end)).toBe(example?.quote);
});

test('no more than a hundred wait, and the order stays', () => {
  const one = analysisOf('any', MISSES);
  const out: string[] = [];
  const held = new HeldAnalyses<Analysis>(({ id }) => out.push(id));
  for (let n = 0; n < 105; n += 1) held.add({ ...one, id: String(n) });
  expect(out).toEqual(['0', '1', '2', '3', '4']);
  held.end();
  expect(out).toEqual(Array.from({ length: 105 }, (_, n) => String(n)));
});
