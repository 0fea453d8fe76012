import { and, asc, count, eq, getTableColumns, gt, inArray, isNotNull, sql } from 'drizzle-orm';

import type { Commitment, ReviewVerdict, Transcript } from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import {
  apiKeys,
  conversations,
  customers,
  deals,
  insights,
  participants,
  reviews,
  teams,
  turns,
  users,
} from '../schema.js';
import { transcriptOf } from './conversations.js';
import { inSight, type Sight } from './sight.js';

/** A Conversation that was analysed, with what was found of promises and what people said of it. */
export interface StoredConversation {
  readonly transcript: Transcript;
  readonly title: string | null;
  readonly team: string | null;
  /** Name of its customer. */
  readonly customer: string | null;
  /** Of its deal. */
  readonly stage: string | null;
  readonly commitments: readonly Commitment[];
  readonly reviewed: readonly { readonly commitment: Commitment; readonly verdict: ReviewVerdict }[];
}

/** A page is in memory at once: 25 conversations of an hour each are some megabytes. */
const PAGE = 25;

const isPast = (sight: Sight | undefined) =>
  and(isNotNull(conversations.rules), inSight(sight, sql`${conversations.id}`));

/** How many conversations in this sight were analysed. */
export async function countPastConversations(db: DbOrTx, sight?: Sight): Promise<number> {
  const [row] = await db.select({ n: count() }).from(conversations).where(isPast(sight));
  return row?.n ?? 0;
}

/** Every analysed Conversation in this sight, read page by page in the order of their ids. */
export async function* pastConversations(db: DbOrTx, sight?: Sight): AsyncGenerator<StoredConversation> {
  const teamOf = await readTeams(db);
  for (let after = ''; ;) {
    const page = await db
      .select({ conversation: conversations, stage: deals.stage, customer: customers.name })
      .from(conversations)
      .leftJoin(deals, eq(deals.id, conversations.dealId))
      .leftJoin(customers, eq(customers.id, conversations.customerId))
      .where(and(isPast(sight), gt(conversations.id, after)))
      .orderBy(asc(conversations.id))
      .limit(PAGE);
    const ids = page.map(({ conversation }) => conversation.id);
    if (ids.length === 0) return;
    const [people, said, promised] = [
      await readPeople(db, ids),
      await readTurns(db, ids),
      await readCommitments(db, ids),
    ];
    for (const { conversation, stage, customer } of page) {
      const { id, title, ownerKeyId } = conversation;
      const here = people.get(id) ?? [];
      const commitments = promised.get(id) ?? [];
      yield {
        transcript: transcriptOf(conversation, here, said.get(id) ?? []),
        title,
        team: teamOf([
          ownerKeyId,
          ...here.flatMap((p) => (p.side === 'customer' ? [] : [p.email, p.name, p.phone, p.externalId])),
        ]),
        ...{ stage, customer },
        commitments: commitments.map(({ commitment }) => commitment),
        reviewed: commitments.flatMap(({ commitment, verdict }) => (verdict === null ? [] : [{ commitment, verdict }])),
      };
    }
    after = ids.at(-1) ?? '';
  }
}

/** The name of the team that one of these names, addresses, numbers or ids belongs to; null: none is known. */
async function readTeams(db: DbOrTx): Promise<(names: readonly (string | null)[]) => string | null> {
  const members = await db
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      identities: users.identities,
      key: apiKeys.id,
      team: teams.name,
    })
    .from(users)
    .innerJoin(teams, eq(teams.id, users.teamId))
    .leftJoin(apiKeys, eq(apiKeys.userId, users.id));
  const known = new Map<string, string>();
  for (const { id, email, name, identities, key, team } of members)
    for (const one of [id, email, name, key, ...identities]) if (one !== null) known.set(one.toLowerCase(), team);
  return (names) => {
    for (const name of names) {
      const team = name === null ? undefined : known.get(name.toLowerCase());
      if (team !== undefined) return team;
    }
    return null;
  };
}

async function readPeople(db: DbOrTx, ids: readonly string[]) {
  const found = await db
    .select()
    .from(participants)
    .where(inArray(participants.conversationId, [...ids]))
    .orderBy(asc(participants.ordinal));
  return grouped(found, ({ conversationId }) => conversationId);
}

async function readTurns(db: DbOrTx, ids: readonly string[]) {
  const { words: _words, ...columns } = getTableColumns(turns);
  const found = await db
    .select(columns)
    .from(turns)
    .where(inArray(turns.conversationId, [...ids]))
    .orderBy(asc(turns.conversationId), asc(turns.turn));
  return grouped(found, ({ conversationId }) => conversationId);
}

async function readCommitments(db: DbOrTx, ids: readonly string[]) {
  const found = await db
    .select({ conversationId: insights.conversationId, data: insights.data, verdict: reviews.verdict })
    .from(insights)
    .leftJoin(reviews, eq(reviews.insightId, insights.id))
    .where(and(inArray(insights.conversationId, [...ids]), eq(insights.kind, 'commitments')))
    .orderBy(asc(insights.conversationId), asc(insights.ordinal));
  // Written by replaceInsights from typed values.
  const promised = found.map(({ data, ...row }) => ({ ...row, commitment: data as unknown as Commitment }));
  return grouped(promised, ({ conversationId }) => conversationId);
}

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
