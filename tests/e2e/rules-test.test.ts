/** `vouch rules test`: what drafts would flag in files and in what is stored. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { BackTestReport } from '../../models/domain/index.js';
import { conversation, temporaryFolder, vouch } from './program.js';

// Each test starts several processes, on machines that may be busy.
vi.setConfig({ testTimeout: 180_000 });

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ path: folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

const draft = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};
const policy = (when: string): Promise<string> =>
  draft(
    'draft.yaml',
    `id: ours\nname: { zh: 我们的, en: Ours }\nrules:\n  - { id: no-discount, when: ${when}, allowed: false, why: { zh: 不行, en: Not with us } }\n`,
  );
const NEGOTIATION = conversation('brightwater-negotiation-teams.vtt');
const reportOf = (stdout: string): BackTestReport => BackTestReport.parse(JSON.parse(stdout));

describe('on files', () => {
  test('tells what is new and what is gone, with the words and the rule', async () => {
    const path = await policy('{ category: [price] }');
    const { code, stdout, stderr } = await vouch(['rules', 'test', '--policy', path, '--on', NEGOTIATION]);
    expect(stderr).toMatch(/^reading 1\/1 brightwater-negotiation-teams\.vtt$/m);
    expect(stdout).toMatch(/^1 conversation/);
    expect(stdout).toMatch(/in force +draft\n +flags +\d+ +\d+/);
    expect(stdout).toMatch(/New \(flags\)\n {2}brightwater-negotiation-teams .*no-discount \(Not with us\)\n {6}“.+”/);
    expect(code).toBe(0);
  });

  test('--json gives everything, and every quote is there', async () => {
    const path = await policy('{ category: [price] }');
    const { stdout } = await vouch(['rules', 'test', '--json', '--policy', path, '--on', NEGOTIATION]);
    const report = reportOf(stdout);
    expect(report.changes.filter(({ change }) => change === 'new')).toHaveLength(report.new);
    expect(report.new).toBeGreaterThan(0);
    for (const { evidence } of report.changes) expect(evidence.end - evidence.start).toBe(evidence.quote.length);
  });

  test('a playbook is compared with the one in force for its stage', async () => {
    const path = await draft(
      'playbook.yaml',
      'id: ours\nname: { zh: 谈价, en: Price }\nstages: [Negotiation]\nsteps:\n  - { id: trade, weight: 1, does: { zh: 交换, en: Trades } }\n',
    );
    const { stdout } = await vouch(['rules', 'test', '--json', '--playbook', path, '--on', NEGOTIATION]);
    expect(reportOf(stdout).playbook).toMatchObject({ inForce: 'price-negotiation-v1@1', draft: 'ours@1' });
  });

  test('the company’s lexicon, whatever its file is called', async () => {
    const path = await draft(
      'our-words.yaml',
      'id: ours\nname: { zh: 词, en: Words }\ncompetitors: [{ name: hard ceiling }]\nproducts: [RouteKing]\n',
    );
    const { stdout, code } = await vouch(['rules', 'test', '--json', '--lexicon', path, '--on', NEGOTIATION]);
    expect(code).toBe(0);
    const rivals = reportOf(stdout).insights?.kinds.find(({ kind }) => kind === 'competitors');
    expect(rivals).toMatchObject({ inForce: 1, draft: 1, new: 1, gone: 1 });
  });
});

test('on what is stored: every conversation, with progress', async () => {
  const env = { VOUCH_DATA_DIR: join(folder, 'data') };
  const taken = await vouch(['ingest', NEGOTIATION, conversation('brightwater-discovery-zoom.vtt')], { env });
  expect(taken.code).toBe(0);
  const path = await policy('{ category: [price] }');
  const { stderr, stdout } = await vouch(['rules', 'test', '--json', '--policy', path, '--on', 'stored'], { env });
  expect(stderr).toMatch(/^testing 1\/2$[\s\S]*^testing 2\/2$/m);
  const report = reportOf(stdout);
  expect(report.conversations).toBe(2);
  expect(report.new).toBeGreaterThan(0);
  const onFiles = await vouch(['rules', 'test', '--json', '--policy', path, '--on', NEGOTIATION]);
  const quotes = ({ changes }: BackTestReport) => changes.map(({ change, evidence }) => [change, evidence.quote]);
  expect(quotes(report)).toEqual(expect.arrayContaining(quotes(reportOf(onFiles.stdout))));
});

describe('wrong usage ends with 2 and says what is right', () => {
  test.each<[string, () => Promise<string[]>, RegExp]>([
    ['no draft', async () => ['--on', NEGOTIATION], /--policy, --playbook or --lexicon/],
    ['no conversations', async () => ['--policy', await policy('{}')], /required option '--on/],
    [
      'a policy that is not YAML',
      async () => ['--policy', await draft('broken.yaml', 'id: x\nname: a: b\n'), '--on', NEGOTIATION],
      /broken\.yaml: .*line 2/,
    ],
    [
      'a misspelt condition',
      async () => ['--policy', await policy('{ categroy: [price] }'), '--on', NEGOTIATION],
      /draft\.yaml: .*line 4: rules\.0\.when\.categroy/,
    ],
    [
      'a lexicon with another name than ours',
      async () => ['--lexicon', await draft('prices.yaml', 'version: 1\n'), '--on', NEGOTIATION],
      /There is no lexicon prices: there are .*objections/,
    ],
    ['a draft that is not there', async () => ['--playbook', join(folder, 'nowhere.yaml'), '--on', 'stored'], /ENOENT/],
    [
      'files and what is stored together',
      async () => ['--policy', await policy('{}'), '--on', 'stored', NEGOTIATION],
      /not both/,
    ],
  ])('%s', async (_name, args, message) => {
    const { code, stdout, stderr } = await vouch(['rules', 'test', ...(await args())]);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
