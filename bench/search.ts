/** How long a search and a page of the list take, over the database that a large user has. */
import { sql } from 'drizzle-orm';

import { wordsOf } from '../models/insight/index.js';
import { openDatabase, type Database, type DatabaseOptions } from '../storage/database.js';
import { listConversations } from '../storage/repositories/conversation-list.js';
import { searchTurns } from '../storage/repositories/search.js';
import { readQuery, tsvectorOf, tsvectorWithoutPlaces } from '../storage/search-words.js';
import { sampleChat } from './sample-chat.js';

const TURNS = 30;
const AT_ONCE = 200;
const REPS = 100;
const PAGE = 51;
/** Frequent words, rare ones, phrases, numbers, what is nowhere. */
const QUERIES = [
  '预算',
  '30万',
  'budget',
  '数据安全',
  'price',
  '"next week"',
  '合同 付款',
  'unheardof',
  '三个月',
  'guarantee',
];
const FILTERS = [
  {},
  { kind: 'chat' },
  { language: 'zh' },
  { risk: 'high' },
  { outcome: 'won' },
  { scoreMin: 90 },
  { customerId: 'customer-7' },
  { state: 'failed' },
  { from: '2026-01-10T00:00:00Z', to: '2026-01-20T00:00:00Z' },
  { of: [{ owners: [], identities: ['rep 7'], nobodys: false }] },
  { visibleTo: { owners: [], identities: ['rep 1', 'rep 2', 'rep 3', 'rep 4', 'rep 5'], nobodys: false } },
] as const;

/** 95th percentiles in milliseconds. */
export interface SearchTimes {
  readonly searchMs: number;
  readonly listMs: number;
}

/** Fills a new database (20,000 conversations with 600,000 turns, then 100,000 conversations in all) and measures. */
export async function searchTimes(options: DatabaseOptions): Promise<SearchTimes> {
  const database = await openDatabase(options);
  try {
    await database.migrate();
    await fill(database, 0, 20_000, TURNS);
    await database.db.execute(sql`analyze`);
    const searchMs = await percentile95(200, async (n) => {
      const query = readQuery(QUERIES[n % QUERIES.length] ?? '', wordsOf);
      await searchTurns(database.db, query, {}, { limit: PAGE });
    });
    await fill(database, 20_000, 100_000, 0);
    await database.db.execute(sql`analyze`);
    const listMs = await percentile95(200, async (n) => {
      await listConversations(database.db, { ...FILTERS[n % FILTERS.length] }, PAGE);
    });
    return { searchMs, listMs };
  } finally {
    await database.close();
  }
}

async function percentile95(times: number, act: (n: number) => Promise<void>): Promise<number> {
  const took: number[] = [];
  for (let n = -20; n < times; n += 1) {
    const started = performance.now();
    await act(Math.max(n, 0));
    if (n >= 0) took.push(performance.now() - started);
  }
  took.sort((a, b) => a - b);
  return Math.round(took[Math.floor(times * 0.95)] ?? Infinity);
}

/** Adds conversations `from` to `to` (less one), each of so many turns. */
export async function fill({ db }: Database, from: number, to: number, turnsEach: number): Promise<void> {
  const said = Array.from({ length: 40 }, (_, n) =>
    (sampleChat(n) as unknown as { turns: { text: string }[] }).turns.map(({ text }) => text),
  ).flat();
  const prepared = said.map((text) => ({ text, words: wordsOf(text) }));
  if (from === 0)
    await db.execute(sql`with c as (insert into customers (id, name) select 'customer-' || n, 'Customer ' || n from generate_series(0, 999) n returning id)
      insert into deals (id, customer_id, name, outcome, opened_at)
      select 'deal-' || substr(id, 10), id, 'Deal', case when substr(id, 10)::int % 3 = 0 then 'won' else 'open' end, now() from c`);
  for (let at = from; at < to; at += AT_ONCE) {
    const rows = Array.from({ length: AT_ONCE }, (_, i) => conversationRow(at + i));
    const turns = rows.flatMap(({ id, n }) =>
      Array.from({ length: turnsEach }, (_, turn) => {
        const { text, words } = prepared[(n * 7 + turn * 13) % prepared.length] ?? { text: '', words: [] };
        return { conversation_id: id, turn, speaker: turn % 2 ? 'cust' : 'rep', text, words: tsvectorOf(words) };
      }),
    );
    const found = rows.map(({ id, n }) => ({
      id,
      words: tsvectorWithoutPlaces(
        Array.from({ length: turnsEach }, (_, turn) => prepared[(n * 7 + turn * 13) % prepared.length]?.words ?? []),
      ),
    }));
    await db.execute(sql`with c as (
        insert into conversations (id, kind, language, started_at, customer_id, deal_id, risk, script_fit, title)
        select id, kind, language, started_at, customer_id, deal_id, risk, jsonb_build_object('score', score), 'Talk ' || id
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(id text, kind text, language text,
          started_at timestamptz, customer_id text, deal_id text, risk text, score int) returning id),
      p as (insert into participants (conversation_id, id, ordinal, side, side_confidence, side_source, name)
        select c.id, side.id, side.ordinal, side.side, 1, 'export', case side.id when 'rep' then 'Rep ' || c.rep else 'Somebody ' || c.id end
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(id text, rep int),
          (values ('rep', 0, 'rep'), ('cust', 1, 'customer')) as side (id, ordinal, side)),
      r as (insert into runs (id, conversation_id, reason, state)
        select 'run-' || id, id, 'uploaded', case when n % 500 = 0 then 'failed' else 'done' end
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(id text, n int)),
      w as (insert into conversation_words (conversation_id, words) select id, words
        from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as w(id text, words tsvector))
      insert into turns (conversation_id, turn, speaker, text, words)
      select conversation_id, turn, speaker, text, words from jsonb_to_recordset(${JSON.stringify(turns)}::jsonb)
        as t(conversation_id text, turn int, speaker text, text text, words tsvector)`);
  }
}

const conversationRow = (n: number) => ({
  ...{ n, id: `c-${n}`, rep: n % REPS, kind: n % 50 === 0 ? 'meeting' : n % 2 ? 'chat' : 'call' },
  ...{ language: n % 3 === 0 ? 'en' : 'zh', started_at: new Date(Date.UTC(2026, 0, 1) + n * 600_000).toISOString() },
  ...{ customer_id: `customer-${n % 1000}`, deal_id: n % 4 ? null : `deal-${n % 1000}` },
  ...{ risk: n % 40 === 0 ? 'high' : null, score: n % 101 },
});
