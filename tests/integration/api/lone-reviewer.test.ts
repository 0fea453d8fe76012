import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Role } from '../../../models/domain/index.js';
import { createTeam } from '../../../storage/repositories/teams.js';
import { addPromise } from '../records/conversation-of.js';
import { openHarness, type Harness } from './harness.js';
import { makePerson, type Person } from './person.js';

describe('a dispute where the administrator is the only reviewer', () => {
  let harness: Harness;
  let ada: Person;
  let ann: Person;
  let teams: { north: string; south: string };
  let nth = 0;
  beforeAll(async () => {
    harness = await openHarness();
    const { db } = harness.database;
    teams = { north: (await createTeam(db, 'North')).id, south: (await createTeam(db, 'South')).id };
    ada = await makePerson(harness, 'admin', { name: 'Ada Admin' });
    ann = await makePerson(harness, 'rep', { name: 'Ann Lee', teamId: teams.north });
  });
  afterAll(() => harness.close());

  const send = async (person: Person, method: string, path: string, json?: unknown) => {
    const response = await person.request(method, path, { json });
    return { status: response.status, body: (await response.json()) as { history: { action: string }[] } };
  };
  const judge = (person: Person, id: string, verdict: string, note: string | null = null) =>
    send(person, 'PUT', `/v1/flags/${id}/verdict`, { verdict, note });
  const read = async (id: string) => (await send(ada, 'GET', `/v1/flags/${id}`)).body;
  const agreed = async () => (await send(ada, 'GET', '/v1/review-agreement')).body;

  /** A promise of Ann's that the administrator confirmed, and that Ann disputes. */
  const disputed = async (): Promise<string> => {
    const given = { rep: 'Ann Lee', words: `保证打八折 ${++nth}`, category: 'price' } as const;
    const { id } = await addPromise(harness.database, given);
    await judge(ada, id, 'confirmed');
    const answer = { answer: 'disputed', reason: 'The customer asked for it.' };
    expect((await send(ann, 'PUT', `/v1/flags/${id}/answer`, answer)).status).toBe(200);
    return id;
  };
  /** Somebody who is here while `during` goes on, and has no account any more afterwards. */
  const withSomebody = async (role: Role, teamId: string | null, during: (person: Person) => Promise<void>) => {
    const person = await makePerson(harness, role, { teamId });
    await during(person);
    expect((await send(ada, 'PATCH', `/v1/users/${person.id}`, { disabled: true })).status).toBe(200);
  };

  test.each([
    ['a QA lead', 'qa', null, true],
    ['another administrator', 'admin', null, true],
    ['the manager of the rep’s team', 'manager', 'north', true],
    ['the manager of another team', 'manager', 'south', false],
    ['a trainer', 'trainer', null, false],
    ['a rep', 'rep', 'north', false],
    ['somebody of delivery', 'delivery', null, false],
  ] as const)('%s: is a second reviewer or not', async (_who, role, team, isOne) => {
    const id = await disputed();
    await withSomebody(role, team && teams[team], async () => {
      expect(await read(id)).toMatchObject({ mayJudge: !isOne, decidesAlone: !isOne });
      expect((await judge(ada, id, 'confirmed', 'I am sure.')).status).toBe(isOne ? 403 : 200);
    });
    // Whose account is closed is none any more.
    if (isOne) expect(await read(id)).toMatchObject({ mayJudge: true, decidesAlone: true });
  });

  test('who judged it decides with a reason; that is told as such, and counts as no agreement', async () => {
    const [id, other] = [await disputed(), await disputed()];
    const before = await agreed();
    expect(await judge(ada, id, 'dismissed')).toMatchObject({ status: 400, body: { details: { field: 'note' } } });
    expect((await judge(ada, id, 'dismissed', 'Ann is right.')).body).toMatchObject({
      ...{ state: 'dismissed', mayJudge: false, decidesAlone: false, review: { decided: true } },
    });
    expect((await judge(ada, other, 'confirmed', 'It is too much.')).body).toMatchObject({ state: 'confirmed' });
    expect((await read(id)).history.at(-1)).toMatchObject({
      ...{ action: 'overturned_alone', actorName: 'Ada Admin', note: 'Ann is right.' },
    });
    expect((await read(other)).history.at(-1)?.action).toBe('upheld_alone');
    const { total } = before as unknown as { total: { disputed: number } };
    expect(total.disputed).toBeGreaterThanOrEqual(2);
    expect(await agreed()).toMatchObject({
      total: { judgedTwice: 0, agreed: 0, upheld: 0, overturned: 0, disputed: total.disputed - 2 },
    });
    expect((await send(ada, 'POST', `/v1/flags/${id}/undo`)).body).toMatchObject({
      ...{ state: 'disputed', decidesAlone: true },
    });
  });

  test('the rep who disputes it decides nothing, also with another role by then', async () => {
    const id = await disputed();
    await send(ada, 'PATCH', `/v1/users/${ann.id}`, { role: 'qa' });
    expect(await read(id)).toMatchObject({ decidesAlone: true });
    expect((await judge(ann, id, 'dismissed', 'I said so.')).status).toBe(403);
    await send(ada, 'PATCH', `/v1/users/${ann.id}`, { role: 'rep' });
  });

  test('a second reviewer who comes later decides as such', async () => {
    const id = await disputed();
    await judge(ada, id, 'confirmed', 'Nobody else is here.');
    await send(ada, 'POST', `/v1/flags/${id}/undo`);
    await withSomebody('qa', null, async (rosa) => {
      expect((await judge(rosa, id, 'dismissed')).body).toMatchObject({ state: 'dismissed' });
    });
    expect((await read(id)).history.at(-1)?.action).toBe('overturned');
    expect(await agreed()).toMatchObject({ total: { judgedTwice: 1, overturned: 1 } });
  });
});
