import { analyze, loadRules } from '../../models/insight/index.js';
import { readConfig } from '../config.js';
import { forEachConversation, type ReadingOptions } from '../read-files.js';
import { playbookFrom, policyFrom } from '../rule-files.js';
import { print } from '../terminal.js';

/** `vouch analyze PATH...`: one analysis a line, offline. */
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
  await forEachConversation(paths, options, ({ transcript }) => print(JSON.stringify(analyze(transcript, how))));
}
