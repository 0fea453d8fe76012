import pc from 'picocolors';

import type { Evidence, RecordField } from '../models/domain/index.js';
import type { Contradiction } from '../storage/record/contradictions.js';
import { findConversation } from '../storage/repositories/conversations.js';
import { listDealProposals } from '../storage/repositories/deals.js';
import { listPromises } from '../storage/repositories/promises.js';
import { listProposals, type ListedProposal } from '../storage/repositories/proposals.js';
import { readContradictions } from '../storage/repositories/records.js';
import { readTimeline, type TimelineEntry } from '../storage/repositories/timeline.js';
import type { Runtime } from './runtime.js';
import { print } from './terminal.js';

const FIELD_LABELS: Readonly<Record<RecordField, string>> = {
  budget: 'budget',
  decision_chain: 'decision chain',
  objections: 'objection',
  promises: 'promise',
  next_steps: 'next step',
  competitors: 'competitor',
  goals: 'goal',
  pains: 'pain',
};

/** A conversation's summary with the quotes under it, how complete it is, what to beware of, and what it proposes. */
export async function printConversation({ database: { db } }: Runtime, conversationId: string): Promise<void> {
  const row = await findConversation(db, conversationId);
  if (!row) return;
  const when = row.startedAt ? localDay(row.startedAt, row.utcOffsetMinutes) : 'no date';
  print(`\n${pc.bold(row.summary?.headline ?? row.title ?? row.id)}`);
  print(
    pc.dim(
      `  ${[row.title, row.kind, when, row.language, completeness(row.completeness)].filter(Boolean).join(' · ')}`,
    ),
  );
  for (const note of row.notes) print(pc.yellow(`  ${note}`));
  for (const sentence of row.summary?.sentences ?? []) {
    print(`  ${sentence.text}`);
    for (const evidence of sentence.evidence) print(pc.dim(`      ${quoted(evidence)}`));
  }
  if (row.scriptFit) {
    const missed = row.scriptFit.steps.filter((step) => !step.covered).map((step) => step.id);
    print(
      `  Script fit ${Math.round(row.scriptFit.score)} of 100${missed.length > 0 ? `; missed: ${missed.join(', ')}` : ''}`,
    );
  }
  const fitting = await listDealProposals(db, conversationId);
  if (fitting.length > 0) {
    print(pc.yellow(`  It may belong to ${many(fitting.length, 'deal')}: choose on its page, or PATCH its dealId.`));
    for (const { deal, because } of fitting) print(`    ${deal.name} ${pc.dim(`(${deal.id}; ${because})`)}`);
  }
  const proposed = await listProposals(db, { conversationId }, { limit: 200 });
  if (proposed.length > 0)
    print(`  Proposes ${proposed.length} change${proposed.length === 1 ? '' : 's'} to the customer record:`);
  for (const proposal of proposed)
    print(
      `    ${pc.cyan(FIELD_LABELS[proposal.field].padEnd(14))} ${valueOf(proposal)} ${pc.dim(quoted(proposal.evidence[0]))}`,
    );
  if (!row.customerId) print(pc.yellow('  No customer is matched: it waits in the list of unmatched conversations.'));
}

/** What several conversations with one customer say together: timeline, contradictions, overdue promises, breaches of policy. */
export async function printCustomer(
  { database: { db } }: Runtime,
  customer: { id: string; name: string },
  now: Date,
): Promise<void> {
  print(`\n${pc.bold(pc.underline(customer.name))}`);
  print('  Timeline');
  for (const entry of await readTimeline(db, customer.id, { now, limit: 50 })) print(`    ${describe(entry)}`);
  for (const contradiction of await readContradictions(db, customer.id)) printContradiction(contradiction);
  const overdue = await listPromises(db, { customerId: customer.id, overdue: true }, { now, limit: 20 });
  for (const p of overdue)
    print(`  ${pc.red('Overdue promise')} due ${p.due}, ${p.risk} risk: ${quoted(p.evidence[0])}`);
  const breaches = await listPromises(db, { customerId: customer.id, allowed: false }, { now, limit: 20 });
  for (const p of breaches) {
    print(`  ${pc.red('Against the policy')} ${p.category}, ${p.risk} risk: ${quoted(p.evidence[0])}`);
    if (p.suggestion) print(pc.dim(`      may be said instead: ${p.suggestion}`));
  }
}

function printContradiction({ field, values }: Contradiction): void {
  print(`  ${pc.yellow('Contradiction')} in ${FIELD_LABELS[field]}, newest first:`);
  for (const claim of values)
    print(`    ${claim.saidAt?.slice(0, 10) ?? ''} ${shown(field, claim.value)} ${pc.dim(quoted(claim.evidence[0]))}`);
}

const quoted = (evidence: Evidence | undefined): string => (evidence ? `“${evidence.quote.replace(/\s+/g, ' ')}”` : '');
const valueOf = (proposal: ListedProposal): string => shown(proposal.field, proposal.value);

/** A value of the record on one line. */
function shown(field: RecordField, value: Record<string, unknown>): string {
  const text = (key: string): string => {
    const part = value[key];
    return typeof part === 'string' || typeof part === 'number' ? String(part) : '';
  };
  switch (field) {
    case 'budget': {
      const [min, max] = [value.min, value.max] as (number | null)[];
      const amount =
        min === null && max === null
          ? ''
          : min === max
            ? `${min}`
            : `${min === null ? 'up to' : `${min} to`} ${max ?? 'open'}`;
      return [amount, text('currency'), value.period ? `a ${text('period')}` : '', `(${text('stance')})`]
        .filter(Boolean)
        .join(' ');
    }
    case 'decision_chain':
      return `${[text('name'), text('title')].filter(Boolean).join(', ')}: ${text('role').replace('_', ' ')}`;
    case 'objections':
      return `${text('category')}${value.handled === true ? ' (answered)' : ' (open)'}`;
    case 'promises':
      return `${text('category')}, ${text('risk')} risk${value.due ? `, due ${text('due')}` : ''}${value.allowed === false ? ', against the policy' : ''}`;
    case 'next_steps':
      return `${text('owner')}: ${text('action')}${value.due ? ` by ${text('due')}` : ''}`;
    case 'competitors':
      return text('name');
    case 'goals':
    case 'pains':
      return text('text');
  }
}

function completeness(
  c: { unit: string; total: number; unreadable: number; reasons: Record<string, number> } | null,
): string {
  if (!c) return '';
  const reasons = Object.entries(c.reasons).map(([reason, n]) => `${n} ${reason.replace('_', ' ')}`);
  return `${c.total} ${c.unit}${c.unreadable > 0 ? `, ${c.unreadable} unreadable: ${reasons.join(', ')}` : ', all read'}`;
}

const localDay = (at: Date, utcOffsetMinutes: number): string =>
  new Date(at.getTime() + utcOffsetMinutes * 60_000).toISOString().slice(0, 16).replace('T', ' ');

const many = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

/** The day where it took place; a promise stands on its due date. */
function dayOf(entry: TimelineEntry): string {
  if (entry.type === 'promise') return entry.data.due;
  const at = new Date(`${entry.at.replace(' ', 'T')}Z`);
  return localDay(at, entry.type === 'conversation' ? entry.data.utcOffsetMinutes : 0).slice(0, 10);
}

function describe(entry: TimelineEntry): string {
  const day = dayOf(entry);
  switch (entry.type) {
    case 'conversation': {
      const { kind, title, headline, counts } = entry.data;
      const facts = [
        counts.promises > 0 && many(counts.promises, 'promise'),
        counts.highRisk > 0 && `${counts.highRisk} of high risk`,
        counts.objections > 0 && many(counts.objections, 'objection'),
      ];
      return `${day} ${kind.padEnd(8)} ${[title, headline].filter(Boolean).join(': ')}${pc.dim(` (${facts.filter(Boolean).join(', ') || 'nothing risky'})`)}`;
    }
    case 'promise':
      return `${day} ${'promise'.padEnd(8)} falls due: “${entry.data.what}”${entry.data.overdue ? pc.red(' overdue') : ''}`;
    case 'promise_event':
      return `${day} ${'promise'.padEnd(8)} ${entry.data.event}: “${entry.data.what}”`;
    case 'deal':
      return `${day} ${'deal'.padEnd(8)} ${entry.data.name}: ${entry.data.before ? `${entry.data.before.stage} → ` : ''}${entry.data.after.stage}`;
  }
}
