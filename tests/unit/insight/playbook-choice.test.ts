import { expect, test } from 'vitest';

import {
  playbookFor,
  playbooksInForce,
  playbooksWith,
  serveTheSame,
  servesStage,
} from '../../../models/domain/index.js';
import { loadPlaybook } from '../../../models/insight/index.js';

const playbook = (id: string, stages: string[]) =>
  loadPlaybook(
    JSON.stringify({
      ...{ id, stages, name: { zh: id, en: id } },
      steps: [{ id: 'budget', weight: 1, does: { zh: '问', en: 'Asks' } }],
    }),
  );
const general = playbook('general', []);
const talks = playbook('talks', ['Price Negotiation', '谈判']);
const ours = playbook('ours', ['谈判']);

test.each([
  ['price_negotiation', true],
  ['PRICE-NEGOTIATION ', true],
  [' 谈判', true],
  ['ｐｒｉｃｅ negotiation', true],
  ['negotiation', false],
  ['price', false],
  ['', false],
  [null, false],
])('the stage %j is served: %s', (stage, served) => {
  expect(servesStage(talks, stage)).toBe(served);
});

test.each([
  ['the one of the stage', [general, talks], '谈判', 'talks'],
  ['the first of two', [ours, talks, general], '谈判', 'ours'],
  ['without a deal the general one', [talks, general], null, 'general'],
  ['for another stage the general one', [talks, general], 'open', 'general'],
  ['where there is no general one the first', [talks], 'open', 'talks'],
] as const)('%s', (_name, playbooks, stage, id) => {
  expect(playbookFor(playbooks, stage).id).toBe(id);
});

test.each([
  [general, playbook('other', []), true],
  [talks, ours, true],
  [general, talks, false],
  [ours, playbook('demo', ['demo']), false],
])('whether two are in each other’s way', (one, other, same) => {
  expect([serveTheSame(one, other), serveTheSame(other, one)]).toEqual([same, same]);
});

const ids = (playbooks: readonly { id: string; stages: string[] }[]): string[] =>
  playbooks.map(({ id, stages }) => [id, ...stages].join(' '));

test.each([
  ['nobody activated any', [], ['general', 'talks Price Negotiation 谈判']],
  ['another version for other stages', [playbook('talks', ['demo'])], ['talks demo', 'general']],
  [
    'the general one for a stage',
    [playbook('general', ['demo'])],
    ['general demo', 'general', 'talks Price Negotiation 谈判'],
  ],
] as const)('in force where %s', (_name, activated, expected) => {
  expect(ids(playbooksInForce(activated, [general, talks]))).toEqual(expected);
});

test.each([
  ['takes the place of those for the same stages', ours, [playbook('mine', ['谈判'])], ['ours 谈判', 'general']],
  ['and of its other versions', playbook('ours', ['demo']), [ours], ['ours demo', 'general']],
  [
    'and of the general one',
    playbook('ours', []),
    [playbook('mine', []), talks],
    ['ours', 'talks Price Negotiation 谈判', 'general'],
  ],
] as const)('a draft %s', (_name, draft, activated, expected) => {
  expect(ids(playbooksWith(draft, activated, [general]))).toEqual(expected);
});
