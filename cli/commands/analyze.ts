import type { Analysis, Completeness } from '../../models/domain/index.js';
import { analyze, analyzeWithLlm, loadRules } from '../../models/insight/index.js';
import { readConfig } from '../config.js';
import { llmFrom } from '../llm.js';
import { HeldAnalyses } from '../held-analyses.js';
import { forEachConversation, type ReadingOptions } from '../read-files.js';
import { playbookFrom, policyFrom } from '../rule-files.js';
import { print, sayWarning } from '../terminal.js';

/** `vouch analyze PATH...`: one analysis a line, offline unless an LLM is configured, with how much of its source could be read. */
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
  const llm = llmFrom(config);
  const held = new HeldAnalyses<Analysis & { completeness: Completeness }>((analysis) =>
    print(JSON.stringify(analysis)),
  );
  await forEachConversation(paths, options, async ({ transcript, imported: { completeness } }) => {
    const analysis = llm ? await analyzeWithLlm(transcript, how, llm) : analyze(transcript, how);
    for (const note of analysis.notes ?? []) sayWarning(`${transcript.id}: ${note}`);
    held.add({ ...analysis, completeness }, transcript.turns);
  });
  held.end();
}
