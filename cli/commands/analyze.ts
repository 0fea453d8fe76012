import { analyze, loadRules } from '../../models/insight/index.js';
import { readConfig } from '../config.js';
import { forEachConversation, type ReadingOptions } from '../read-files.js';
import { playbookFrom, policyFrom } from '../rule-files.js';
import { print } from '../terminal.js';

/** `vouch analyze PATH...`: one analysis a line, offline, with how much of its source could be read. */
export async function analyzeFiles(
  paths: string[],
  options: ReadingOptions & { playbook?: string; policy?: string },
  version: string,
): Promise<void> {
  const config = readConfig();
  const how = {
    rules: loadRules(),
    playbook: playbookFrom(options.playbook ?? config.playbookFile),
    policy: policyFrom(options.policy ?? config.policyFile),
    version,
  };
  await forEachConversation(paths, options, ({ transcript, imported: { completeness } }) =>
    print(JSON.stringify({ ...analyze(transcript, how), completeness })),
  );
}
