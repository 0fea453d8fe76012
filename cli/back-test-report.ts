import pc from 'picocolors';

import type { BackTestReport, FlagChange, FlagFigures, InsightChange } from '../models/domain/index.js';
import { print } from './terminal.js';

/** A person reads this many; `--json` gives a thousand. */
const SHOWN = 20;

type Counts = { inForce: number; draft: number; new: number; gone: number };

/** What a back-test found, for a person. */
export function printBackTest(report: BackTestReport): void {
  const { conversations, from, to, weeks, inForce, draft } = report;
  const span = from && to ? `, ${day(from)} to ${day(to)} (${weeks} weeks)` : '';
  print(pc.bold(`${conversations} conversation${conversations === 1 ? '' : 's'}${span}`));
  printTable([
    ['', 'in force', 'draft'],
    ['flags', inForce.flags, draft.flags],
    ['flags a week', inForce.aWeek ?? '-', draft.aWeek ?? '-'],
    ['precision', precision(inForce), precision(draft)],
  ]);
  print(`${report.new} new, ${report.gone} gone`);
  printCounts(
    'Rule',
    report.rules.map(({ rule, ...counts }) => [rule, counts]),
  );
  printCounts(
    'Team',
    report.teams.map(({ team, ...counts }) => [team ?? 'no team', counts]),
  );
  if (report.insights) {
    printCounts(
      'Insight',
      report.insights.kinds.map(({ kind, ...counts }) => [kind, counts]),
    );
    printChanges('found', report.insights.changes, (one) => [one.kind, one.label, one.rule]);
  }
  if (report.playbook) printPlaybook(report.playbook, conversations);
  printChanges('flags', report.changes, (one) => [
    one.startedAt && day(one.startedAt),
    one.team,
    `${one.rule}${one.why ? ` (${one.why})` : ''}`,
    one.verdict,
  ]);
  if (report.changesLeftOut > 0) print(pc.dim(`${report.changesLeftOut} more changes are counted and not kept.`));
}

function printPlaybook(
  { inForce, draft, scores, steps }: NonNullable<BackTestReport['playbook']>,
  conversations: number,
): void {
  print(`\n${pc.bold('Script score')}`);
  printTable([
    ['', inForce, draft],
    ['mean', scores.inForce.mean ?? '-', scores.draft.mean ?? '-'],
    ['median', scores.inForce.median ?? '-', scores.draft.median ?? '-'],
    ...scores.draft.deciles.map((count, i) => [
      `${i * 10} to ${i === 9 ? 100 : i * 10 + 9}`,
      scores.inForce.deciles[i] ?? 0,
      count,
    ]),
  ]);
  print(`\n${pc.bold('Step done in')} ${pc.dim(`of ${conversations}`)}`);
  printTable([['', inForce, draft], ...steps.map((step) => [step.id, step.inForce ?? '-', step.draft ?? '-'])]);
}

function printCounts(title: string, rows: readonly (readonly [string, Counts])[]): void {
  if (rows.length === 0) return;
  print('');
  printTable([
    [title, 'in force', 'draft', 'new', 'gone'],
    ...rows.map(([name, counts]) => [name, counts.inForce, counts.draft, counts.new, counts.gone]),
  ]);
}

function printChanges<T extends FlagChange | InsightChange>(
  what: string,
  changes: readonly T[],
  facts: (one: T) => (string | null)[],
): void {
  for (const change of ['new', 'gone'] as const) {
    const all = changes.filter((one) => one.change === change);
    if (all.length === 0) continue;
    print(`\n${pc.bold(`${change === 'new' ? 'New' : 'Gone'} (${what})`)}`);
    for (const one of all.slice(0, SHOWN)) {
      print(`  ${pc.cyan(one.conversationId)} ${pc.dim(facts(one).filter(Boolean).join(' · '))}`);
      print(`      “${one.evidence.quote.replace(/\s+/g, ' ')}”`);
    }
    if (all.length > SHOWN) print(pc.dim(`  … ${all.length - SHOWN} more with --json`));
  }
}

/** Columns as wide as their widest entry; Chinese characters take two places. */
function printTable(rows: readonly (readonly (string | number)[])[]): void {
  const cells = rows.map((row) => row.map(String));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => width(row[column] ?? ''))));
  for (const row of cells)
    print(`  ${row.map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - width(cell))).join('  ')}`.trimEnd());
}

const width = (text: string): number => text.length + (text.match(/[\u2e80-\uffef]/g)?.length ?? 0);

const precision = ({ precision: share, confirmed, dismissed }: FlagFigures): string =>
  share === null ? 'nobody reviewed any' : `${share} (${confirmed} of ${confirmed + dismissed} reviewed)`;

const day = (iso: string): string => iso.slice(0, 10);
