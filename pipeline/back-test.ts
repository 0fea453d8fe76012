/** A back-test over the stored conversations, in small pieces, so that whatever else this process does goes on. */
import { setImmediate } from 'node:timers/promises';

import { staffRoles } from '../models/attribution/index.js';
import {
  type BackTestReport,
  type Playbook,
  playbookFor,
  readRuleSource,
  RULE_DRAFTS,
  servesStage,
} from '../models/domain/index.js';
import { BackTest, COMPANY_AREA, type RuleSet, rulesWith, withCompany } from '../models/insight/index.js';
import type { Db } from '../storage/database.js';
import { countPastConversations, pastConversations } from '../storage/repositories/past-conversations.js';
import type { Sight } from '../storage/repositories/sight.js';
import type { BackTestDrafts } from '../storage/schema.js';
import { rulesInForce } from './rules-in-force.js';
import type { StepDeps } from './step.js';

/** The more important first. */
export interface PlaybookLists {
  readonly inForce: readonly Playbook[];
  readonly draft: readonly Playbook[];
}

export interface StoredBackTest {
  readonly inForce: RuleSet;
  readonly draft: RuleSet;
  /** The playbooks in force, and as they would be with the draft; absent: the two under comparison alone. */
  readonly playbooks?: PlaybookLists | undefined;
  /** Those of the staff who may promise what the policy allows a manager. */
  readonly managers: readonly string[];
  /** Whose conversations; undefined: all. */
  readonly sight?: Sight | undefined;
  /** Called after each conversation. */
  readonly onProgress?: (done: number) => void | Promise<void>;
}

/** Other work of the process waits no longer than for one conversation beyond this. */
const AT_A_TIME_MS = 10;

/** Compares every analysed conversation in sight; `draft` shares with `inForce` what is not under test. */
export async function backTestStored(
  db: Db,
  { inForce, draft, playbooks, managers, sight, onProgress }: StoredBackTest,
): Promise<BackTestReport> {
  const backTest = new BackTest(inForce, draft);
  let done = 0;
  let since = performance.now();
  for await (const { reviewed, stage, ...past } of pastConversations(db, sight)) {
    backTest.add({
      ...past,
      roleOf: staffRoles(past.transcript, managers),
      stage,
      ...(playbooks ? { playbooks: chosenFor(stage, playbooks) } : { isScored: isFor(draft.playbook, stage) }),
      reviewed: reviewed.map(({ verdict, commitment: { category, evidence } }) => ({
        ...{ verdict, category },
        evidence: evidence[0],
      })),
    });
    done += 1;
    await onProgress?.(done);
    if (performance.now() - since < AT_A_TIME_MS) continue;
    await setImmediate();
    since = performance.now();
  }
  return backTest.report();
}

/** What is chosen for a deal's stage today, and what would be. */
const chosenFor = (stage: string | null, { inForce, draft }: PlaybookLists) => ({
  inForce: playbookFor(inForce, stage),
  draft: playbookFor(draft, stage),
});

/** The playbooks in force and with a draft; undefined where no playbook is under test. */
export async function playbookLists(
  { playbooks }: Pick<StepDeps, 'playbooks'>,
  draft: Playbook | undefined,
): Promise<PlaybookLists | undefined> {
  if (draft === undefined || playbooks === undefined) return undefined;
  return { inForce: await playbooks(), draft: await playbooks(draft) };
}

/** A playbook with stages is tried on deals in them; one without, on everything. */
const isFor = (playbook: Playbook, stage: string | null): boolean =>
  playbook.stages.length === 0 || servesStage(playbook, stage);

/** A back-test whose drafts are read: nothing in them can be wrong any more. */
export interface PreparedBackTest {
  /** Conversations there are now. */
  readonly total: number;
  run(onProgress: (done: number) => void | Promise<void>): Promise<BackTestReport>;
}

/**
 * Reads drafts and compares them with what is in force.
 * @throws AppError `invalid_input` with line and field of what does not fit
 */
export async function prepareBackTest(
  db: Db,
  deps: Pick<StepDeps, 'rules' | 'lexicon' | 'policy' | 'playbook' | 'playbooks' | 'managers'>,
  { policy, playbook, lexicon }: BackTestDrafts,
  sight?: Sight,
): Promise<PreparedBackTest> {
  const company = (await deps.lexicon?.()) ?? null;
  const draft = {
    ...(policy !== undefined && { policy: readRuleSource('policy', RULE_DRAFTS.policy, policy) }),
    ...(playbook !== undefined && { playbook: readRuleSource('playbook', RULE_DRAFTS.playbook, playbook) }),
    ...(lexicon !== undefined && { rules: withCompany(rulesWith(lexicon), COMPANY_AREA in lexicon ? null : company) }),
  };
  const inForce: RuleSet = {
    ...{ rules: await rulesInForce(deps), policy: await deps.policy() },
    playbook: await deps.playbook(() => Promise.resolve(draft.playbook?.stages[0] ?? null)),
  };
  const test = {
    ...{ inForce, draft: { ...inForce, ...draft }, managers: deps.managers ?? [], sight },
    playbooks: await playbookLists(deps, draft.playbook),
  };
  return {
    total: await countPastConversations(db, sight),
    run: (onProgress) => backTestStored(db, { ...test, onProgress }),
  };
}
