import type { BackTestReport } from '../../models/domain/index.js';
import { BackTest, loadRules, type RuleSet } from '../../models/insight/index.js';
import { printBackTest } from '../back-test-report.js';
import { readConfig } from '../config.js';
import { forEachConversation, type ReadingOptions } from '../read-files.js';
import { type DraftFiles, readDrafts } from '../rule-drafts.js';
import { playbookFrom, policyFrom } from '../rule-files.js';
import { print } from '../terminal.js';

/** `vouch rules test --on PATH...`: what drafts would flag in files, compared with what is in force. */
export async function testRules(
  options: ReadingOptions & DraftFiles & { on: string[]; json?: boolean },
): Promise<void> {
  const config = readConfig();
  const drafts = readDrafts(options);
  const inForce: RuleSet = {
    rules: loadRules(),
    policy: policyFrom(config.policyFile),
    playbook: playbookFrom(config.playbookFile),
  };
  const report = await testOnFiles(options.on, options, inForce, { ...inForce, ...drafts });
  if (options.json) print(JSON.stringify(report));
  else printBackTest(report);
}

async function testOnFiles(
  paths: readonly string[],
  options: ReadingOptions,
  inForce: RuleSet,
  draft: RuleSet,
): Promise<BackTestReport> {
  const backTest = new BackTest(inForce, draft);
  await forEachConversation(paths, options, ({ transcript, imported }) =>
    backTest.add({ transcript, title: imported.title ?? null, team: null, commitments: null, reviewed: [] }),
  );
  return backTest.report();
}
