import pc from 'picocolors';

import type {
  BackTestReport,
  FlagChange,
  FlagFigures,
  FlagMove,
  InsightChange,
  ScoreChange,
} from '../models/domain/index.js';
import { print } from './terminal.js';

/** A person reads this many; `--json` gives a thousand. */
const SHOWN = 20;

type Counts = {
  inForce: number;
  draft: number;
  new: number;
  gone: number;
  movedIn?: number | undefined;
  movedOut?: number | undefined;
};

/** What a back-test found, for a person. */
export function printBackTest(report: BackTestReport): void {
  const { from, to, weeks, inForce, draft } = report;
  const span = from && to ? `, ${day(from)} to ${day(to)} (${weeks} week${weeks === 1 ? '' : 's'})` : '';
  print(pc.bold(`${conversations(report.conversations)}${span}`));
  printTable([
    ['', 'in force', 'draft'],
    ['flags', inForce.flags, draft.flags],
    ['flags a week', inForce.aWeek ?? '-', draft.aWeek ?? '-'],
    ['precision', precision(inForce), precision(draft)],
  ]);
  const moved = report.moved ?? 0;
  print(`${report.new} new, ${report.gone} gone${moved === 0 ? '' : `, ${moved} moved to another rule`}`);
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
  if (report.playbook) printPlaybook(report.playbook);
  printChanges('flags', report.changes, (one) => [
    ...facts(one),
    `${one.rule}${one.why ? ` (${one.why})` : ''}`,
    one.verdict,
  ]);
  printMoves(report.moves ?? []);
  if (report.changesLeftOut > 0) print(pc.dim(`${report.changesLeftOut} more changes are counted and not kept.`));
}

function printPlaybook({ inForce, draft, scores, steps, changes = [], changesLeftOut = 0 }: Playbooks): void {
  print(`\n${pc.bold('Script score')} ${pc.dim(`of ${conversations(scores.draft.conversations)}`)}`);
  print(`  in force: ${inForce}`);
  print(`  draft: ${draft}`);
  printTable([
    ['', 'in force', 'draft'],
    ['mean', scores.inForce.mean ?? '-', scores.draft.mean ?? '-'],
    ['median', scores.inForce.median ?? '-', scores.draft.median ?? '-'],
    ...scores.draft.deciles.map((count, i) => [
      `${i * 10} to ${i === 9 ? 100 : i * 10 + 9}`,
      scores.inForce.deciles[i] ?? 0,
      count,
    ]),
  ]);
  print(`\n${pc.bold('Conversations in which each step was done')}`);
  printTable([['', 'in force', 'draft'], ...steps.map((step) => [step.id, step.inForce ?? '-', step.draft ?? '-'])]);
  printScores(changes, changesLeftOut);
}

type Playbooks = NonNullable<BackTestReport['playbook']>;

const conversations = (count: number): string => `${count} conversation${count === 1 ? '' : 's'}`;

/** Which conversations score otherwise, and by which playbook. */
function printScores(changes: readonly ScoreChange[], leftOut: number): void {
  if (changes.length === 0) return;
  print(`\n${pc.bold('Changed (scores)')}`);
  for (const one of changes.slice(0, SHOWN)) {
    print(`  ${pc.cyan(one.conversationId)} ${pc.dim([...facts(one), one.stage].filter(Boolean).join(' · '))}`);
    print(`      ${one.inForce.playbook} ${one.inForce.score} → ${one.draft.playbook} ${one.draft.score}`);
  }
  const more = changes.length - Math.min(SHOWN, changes.length) + leftOut;
  if (more > 0) print(pc.dim(`  … ${more} more${leftOut === 0 ? ' with --json' : ''}`));
}

/** Flags that another rule raises now. */
function printMoves(moves: readonly FlagMove[]): void {
  if (moves.length === 0) return;
  print(`\n${pc.bold('Moved to another rule (flags)')}`);
  for (const one of moves.slice(0, SHOWN)) {
    print(
      `  ${pc.cyan(one.conversationId)} ${pc.dim([...facts(one), `${one.from} → ${one.to}`].filter(Boolean).join(' · '))}`,
    );
    print(`      “${one.evidence.quote.replace(/\s+/g, ' ')}”`);
  }
  if (moves.length > SHOWN) print(pc.dim(`  … ${moves.length - SHOWN} more with --json`));
}

/** What tells a conversation to a person: an id alone does not. */
const facts = ({ title, startedAt, team, customer, rep }: Told): (string | null)[] => [
  title,
  customer ?? null,
  rep ?? null,
  startedAt && day(startedAt),
  team,
];

type Told = Pick<FlagChange, 'title' | 'startedAt' | 'team' | 'customer' | 'rep'>;

function printCounts(title: string, rows: readonly (readonly [string, Counts])[]): void {
  if (rows.length === 0) return;
  print('');
  const moved = rows.some(([, counts]) => (counts.movedIn ?? 0) + (counts.movedOut ?? 0) > 0);
  printTable([
    [title, 'in force', 'draft', 'new', 'gone', ...(moved ? ['moved in', 'moved out'] : [])],
    ...rows.map(([name, counts]) => [
      ...[name, counts.inForce, counts.draft, counts.new, counts.gone],
      ...(moved ? [counts.movedIn ?? 0, counts.movedOut ?? 0] : []),
    ]),
  ]);
}

function printChanges<T extends FlagChange | InsightChange>(
  what: string,
  changes: readonly T[],
  told: (one: T) => (string | null)[],
): void {
  for (const change of ['new', 'gone'] as const) {
    const all = changes.filter((one) => one.change === change);
    if (all.length === 0) continue;
    print(`\n${pc.bold(`${change === 'new' ? 'New' : 'Gone'} (${what})`)}`);
    for (const one of all.slice(0, SHOWN)) {
      print(`  ${pc.cyan(one.conversationId)} ${pc.dim(told(one).filter(Boolean).join(' · '))}`);
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
