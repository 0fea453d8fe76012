import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { Transcript } from '../../models/domain/index.js';
import { analyze, defaultPlaybook, defaultPolicy, loadRules } from '../../models/insight/index.js';

const gold = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'shared', 'gold');

/** F1 over the labelled conversations; the scorer is the one that outsiders use. */
const BARS = { budgets: 0.35, stakeholders: 0.35, objections: 0.35, commitments: 0.35 };

test('the analysis reaches the bars on the labelled conversations, every item with verbatim evidence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-gold-'));
  try {
    const options = { rules: loadRules(), playbook: defaultPlaybook(), policy: defaultPolicy(), version: '0.0.0' };
    const lines = readdirSync(join(gold, 'dev'))
      .filter((name) => name.endsWith('.json'))
      .map((name) =>
        JSON.stringify(analyze(Transcript.parse(JSON.parse(readFileSync(join(gold, 'dev', name), 'utf8'))), options)),
      );
    const analyses = join(folder, 'analyses.ndjson');
    writeFileSync(analyses, lines.join('\n'));
    const report = JSON.parse(
      execFileSync(process.execPath, [join(gold, 'score.mjs'), join(gold, 'dev'), analyses, '--json'], {
        encoding: 'utf8',
      }),
    ) as Record<string, { all: { f1: number } }> & { unprovenEvidence: { wrong: number }; scriptFit: { all: number } };
    expect(report.unprovenEvidence.wrong).toBe(0);
    for (const [kind, bar] of Object.entries(BARS)) expect(report[kind]?.all.f1, kind).toBeGreaterThanOrEqual(bar);
    expect(report.scriptFit.all).toBeGreaterThanOrEqual(0.65);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
