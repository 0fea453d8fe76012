import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createTeam } from '../../../storage/repositories/teams.js';
import { participants } from '../../../storage/schema.js';
import { addConversation, addCustomer, commitmentOf, publishNow } from '../records/conversation-of.js';
import { openHarness, type Harness } from './harness.js';
import { makePerson, type Person } from './person.js';

describe('the ledger by rep and by team', () => {
  let harness: Harness;
  const people = {} as Record<'ann' | 'bob' | 'north' | 'qa' | 'delivery', Person>;
  const teams = { north: '', empty: '' };

  const promisedBy = async (name: string): Promise<void> => {
    const words = `${name} 保证三月底之前上线`;
    const conversation = await addConversation(harness.database, {
      ...{ customerId: await addCustomer(harness.database), texts: [words] },
      insights: { commitments: [commitmentOf(0, words)] },
    });
    await harness.database.db
      .update(participants)
      .set({ name })
      .where(and(eq(participants.conversationId, conversation), eq(participants.side, 'rep')));
    await publishNow(harness.database, conversation);
  };

  beforeAll(async () => {
    harness = await openHarness();
    const { db } = harness.database;
    const team = await createTeam(db, 'North');
    teams.north = team.id;
    teams.empty = (await createTeam(db, 'Empty')).id;
    people.ann = await makePerson(harness, 'rep', { name: 'Ann Lee', teamId: team.id });
    people.bob = await makePerson(harness, 'rep', { name: 'Bob Ray' });
    people.north = await makePerson(harness, 'manager', { teamId: team.id });
    people.qa = await makePerson(harness, 'qa');
    people.delivery = await makePerson(harness, 'delivery');
    for (const name of ['Ann Lee', 'Bob Ray', 'Carl Nobody']) await promisedBy(name);
  });
  afterAll(() => harness.close());

  const CASES: readonly (readonly [what: string, who: 'qa' | 'north' | 'bob', query: () => string, names: string[]])[] =
    [
      ['of all', 'qa', () => '', ['Ann Lee', 'Bob Ray', 'Carl Nobody']],
      ['of an account', 'qa', () => `rep=${people.ann.id}`, ['Ann Lee']],
      ['of a name in any writing', 'qa', () => 'rep=CARL%20nobody', ['Carl Nobody']],
      ['of a name that nobody has', 'qa', () => 'rep=Ann', []],
      ['of a team', 'qa', () => `teamId=${teams.north}`, ['Ann Lee']],
      ['of a team without people', 'qa', () => `teamId=${teams.empty}`, []],
      ['of a rep who is not in that team', 'qa', () => `teamId=${teams.north}&rep=${people.bob.id}`, []],
      ['of a rep whom the manager does not lead', 'north', () => `rep=${people.bob.id}`, []],
      ['of one’s own', 'bob', () => '', ['Bob Ray']],
      ['of another rep, asked for by a rep', 'bob', () => `rep=${people.ann.id}`, []],
    ];
  test.each(CASES)('promises %s, for %s', async (_what, who, query, names) => {
    const response = await people[who].request('GET', `/v1/promises?${query()}`);
    const { items } = (await response.json()) as { items: { what: string }[] };
    expect(items.map(({ what }) => what.replace(' 保证三月底之前上线', '')).sort()).toEqual(names);
  });

  test('delivery cannot find out who leads which conversation', async () => {
    const count = async (query: string) => {
      const response = await people.delivery.request('GET', `/v1/promises?${query}`);
      return ((await response.json()) as { items: unknown[] }).items.length;
    };
    const all = await count('');
    expect(await count(`rep=${people.ann.id}`)).toBe(all);
    expect(await count(`teamId=${teams.empty}`)).toBe(all);
  });
});
