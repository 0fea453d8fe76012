import { expect, test } from 'vitest';

import { STEP_NAMES } from '../../../models/domain/index.js';
import { errorFacts } from '../../../pipeline/log.js';
import { PLAN, stepAfter } from '../../../pipeline/plan.js';
import { STEPS } from '../../../pipeline/steps/index.js';
import { transcribe } from '../../../pipeline/steps/transcribe.js';
import type { StepContext } from '../../../pipeline/step.js';

test('the plan names every step once, in order, with its queue', () => {
  expect(PLAN.map(({ step, queue }) => `${step} ${queue}`)).toEqual([
    'normalize analysis',
    'transcribe transcription',
    'attribute analysis',
    'extract analysis',
    'flag analysis',
    'score analysis',
    'summarize analysis',
    'publish publishing',
  ]);
  expect(stepAfter('normalize')).toBe('transcribe');
  expect(stepAfter('publish')).toBeNull();
});

test('every step stands under its own name', () => {
  expect(Object.entries(STEPS).map(([name, step]) => name === step.name)).toEqual(STEP_NAMES.map(() => true));
});

test.each([
  ['chat', true, 'a chat: nothing to transcribe'],
  ['chat', false, 'a chat: nothing to transcribe'],
  ['call', true, 'its transcript was imported with it'],
  ['meeting', true, 'its transcript was imported with it'],
  ['call', false, null],
  ['meeting', false, null],
] as const)('a %s, with text: %s, skips transcribe because of %s', (kind, hasText, reason) => {
  expect(transcribe.skip?.({ kind, hasText } as StepContext)).toBe(reason);
});

test('facts of an error name its class, code and place, never its message', () => {
  const cause = Object.assign(new Error('value 三十万 is out of range'), { code: '22003' });
  const facts = errorFacts(new Error('Failed query: params: 三十万', { cause }));
  expect(JSON.stringify(facts)).not.toContain('三十万');
  expect(facts).toMatchObject({ error: [{ name: 'Error' }, { name: 'Error', code: '22003' }] });
  expect(errorFacts('三十万')).toEqual({ error: 'string' });
});
