import { staffRoles } from '../../models/attribution/index.js';
import { AppError, type BackTestReport, playbookFor } from '../../models/domain/index.js';
import { BackTest, loadRules, type Rules, type RuleSet, withCompany } from '../../models/insight/index.js';
import { backTestStored, playbookLists } from '../../pipeline/back-test.js';
import { rulesInForce } from '../../pipeline/rules-in-force.js';
import type { StepDeps } from '../../pipeline/step.js';
import { countPastConversations } from '../../storage/repositories/past-conversations.js';
import { printBackTest } from '../back-test-report.js';
import { type Config, readConfig } from '../config.js';
import { forEachConversation, type ReadingOptions } from '../read-files.js';
import { type DraftFiles, type Drafts, readDrafts } from '../rule-drafts.js';
import { playbooksFrom, policyFrom } from '../rule-files.js';
import { withRuntime } from '../runtime.js';
import { print, startProgress } from '../terminal.js';

const STORED = 'stored';

/** `vouch rules test --on PATH...|stored`: what drafts would flag in past conversations, compared with what is in force. */
export async function testRules(
  options: ReadingOptions & DraftFiles & { on: string[]; json?: boolean },
): Promise<void> {
  const config = readConfig();
  const drafts = readDrafts(options);
  if (options.on.includes(STORED) && options.on.length > 1)
    throw new AppError('invalid_input', '--on takes files and folders, or "stored", not both at a time.');
  const report = options.on.includes(STORED)
    ? await testOnStored(config, drafts)
    : await testOnFiles(config, drafts, options.on, options);
  if (options.json) print(JSON.stringify(report));
  else printBackTest(report);
}

/** Files belong to no deal and no team, and nobody reviewed them. */
async function testOnFiles(
  config: Config,
  drafts: Drafts,
  paths: readonly string[],
  options: ReadingOptions,
): Promise<BackTestReport> {
  const inForce: RuleSet = {
    rules: loadRules(),
    policy: policyFrom(config.policyFile),
    playbook: playbookFor(
      playbooksFrom(config.playbookFile).map(({ value }) => value),
      stageOf(drafts),
    ),
  };
  const backTest = new BackTest(inForce, { ...inForce, ...drafts });
  await forEachConversation(paths, options, ({ transcript, imported }) =>
    backTest.add({
      ...{ transcript, title: imported.title ?? null, team: null, commitments: null, reviewed: [] },
      roleOf: staffRoles(transcript, config.managers),
    }),
  );
  return backTest.report();
}

const testOnStored = (config: Config, drafts: Drafts): Promise<BackTestReport> =>
  withRuntime(
    config,
    async ({ database: { db }, stepDeps }) => {
      const { policy, playbook, ...deps } = stepDeps();
      const inForce = {
        ...{ rules: await rulesInForce(deps), policy: await policy() },
        playbook: await playbook(() => Promise.resolve(stageOf(drafts))),
      };
      const progress = startProgress('testing', await countPastConversations(db));
      try {
        return await backTestStored(db, {
          ...{
            inForce,
            draft: { ...inForce, ...drafts, ...(drafts.rules && { rules: await beside(drafts.rules, deps) }) },
          },
          ...{ managers: config.managers, playbooks: await playbookLists(deps, drafts.playbook) },
          onProgress: () => progress.advance(),
        });
      } finally {
        progress.done();
      }
    },
    { analyses: true },
  );

/** A draft of one of Vouch's lexicons is tried beside the company's own, unless that is the draft. */
const beside = async (draft: Rules, { lexicon }: Pick<StepDeps, 'lexicon'>): Promise<Rules> =>
  draft.company === null ? withCompany(draft, (await lexicon?.()) ?? null) : draft;

/** A playbook is compared with the one that is in force for the same stage. */
const stageOf = ({ playbook }: Drafts): string | null => playbook?.stages[0] ?? null;
