import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { CommitmentCategory, Role } from '../../../models/domain/index.js';
import { createKey } from '../../../storage/repositories/keys.js';
import { createTeam } from '../../../storage/repositories/teams.js';
import { conversations, flagHistory } from '../../../storage/schema.js';
import { addConversation, addPromise, commitmentOf } from '../records/conversation-of.js';
import { openHarness, type Harness } from './harness.js';
import { makePerson, type Person } from './person.js';

interface FlagSeen {
  id: string;
  state: string;
  mayJudge: boolean;
  assignee: { id: string; name: string } | null;
  review: { verdict: string; reviewer: string; reviewerName: string; note: string | null; decided: boolean } | null;
  answer: { answer: string; reason: string | null; byName: string } | null;
  history: { action: string; actorName: string; note: string | null; assignee: { name: string } | null }[];
}
interface FlagListed {
  evidence: [{ quote: string }];
}
type Who = 'ann' | 'bob' | 'north' | 'south' | 'quinn' | 'rosa' | 'trainer' | 'delivery' | 'admin';

describe.each(['pglite', 'postgres'] as const)('reviewing flags on %s', (database) => {
  let harness: Harness;
  const people = {} as Record<Who, Person>;
  let nth = 0;

  /** A promise of Ann's, in a conversation of its own; nobody looked at it yet. */
  const flagged = (category: CommitmentCategory = 'deadline'): Promise<{ id: string; conversation: string }> =>
    addPromise(harness.database, { rep: 'Ann Lee', words: `保证三月底之前上线 ${++nth}`, category });
  const send = async (who: Who, method: string, path: string, json?: unknown) => {
    const response = await people[who].request(method, path, { json });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as FlagSeen & { items: FlagSeen[] } };
  };
  const judge = (who: Who, id: string, verdict: string, note: string | null = null) =>
    send(who, 'PUT', `/v1/flags/${id}/verdict`, { verdict, note });
  const answer = (who: Who, id: string, given: string, reason: string | null = null) =>
    send(who, 'PUT', `/v1/flags/${id}/answer`, { answer: given, reason });
  const assign = (who: Who, id: string, assigneeId: string | null) =>
    send(who, 'PUT', `/v1/flags/${id}/assignee`, { assigneeId });
  const read = async (who: Who, id: string) => (await send(who, 'GET', `/v1/flags/${id}`)).body;
  const listed = async (who: Who, query: string, path = '/v1/flags') =>
    (await send(who, 'GET', `${path}?limit=200&${query}`)).body.items.map(({ id }) => id);
  const riskOf = async (id: string) =>
    (await harness.database.db.select().from(conversations).where(eq(conversations.id, id)))[0]?.risk;

  beforeAll(async () => {
    harness = await openHarness({ database });
    const { db } = harness.database;
    const [north, south] = [await createTeam(db, 'North'), await createTeam(db, 'South')];
    const add = async (who: Who, role: Role, name: string, teamId: string | null = null) => {
      people[who] = await makePerson(harness, role, { name, teamId });
    };
    await add('ann', 'rep', 'Ann Lee', north.id);
    await add('bob', 'rep', 'Bob Ray', south.id);
    await add('north', 'manager', 'Nora North', north.id);
    await add('south', 'manager', 'Sam South', south.id);
    await add('quinn', 'qa', 'Quinn Quality');
    await add('rosa', 'qa', 'Rosa Review');
    await add('trainer', 'trainer', 'Tara Trainer');
    await add('delivery', 'delivery', 'Dan Delivery');
    await add('admin', 'admin', 'Ada Admin');
  });
  afterAll(() => harness.close());

  describe('who may do what', () => {
    /** On a flag of Ann’s that Quinn confirmed; 404: it does not exist for them. */
    const ALLOWED: readonly (readonly [what: string, who: Who, status: number])[] = [
      ...(['quinn', 'rosa', 'north', 'admin'] as const).map((who) => ['judge', who, 200] as const),
      ['judge', 'trainer', 403],
      ['judge', 'ann', 403],
      ['judge', 'delivery', 403],
      ['judge', 'south', 404],
      ['undo', 'quinn', 200],
      ['undo', 'rosa', 409],
      ['undo', 'admin', 409],
      ['undo', 'trainer', 403],
      ['undo', 'ann', 403],
      ['undo', 'south', 404],
      ...(['quinn', 'rosa', 'trainer', 'north', 'admin'] as const).map((who) => ['assign', who, 200] as const),
      ['assign', 'ann', 403],
      ['assign', 'delivery', 403],
      ['assign', 'south', 404],
      ...(['quinn', 'trainer', 'north', 'admin'] as const).map((who) => ['comment', who, 200] as const),
      ['comment', 'ann', 403],
      ['comment', 'delivery', 403],
      ['comment', 'south', 404],
      ['acknowledge', 'ann', 200],
      ['dispute', 'ann', 200],
      ['dispute', 'bob', 404],
      ...(['quinn', 'trainer', 'north', 'delivery', 'admin'] as const).map((who) => ['dispute', who, 403] as const),
      ['read', 'trainer', 200],
      ['read', 'ann', 403],
      ['read', 'south', 404],
    ];
    const doing: Record<string, (who: Who, id: string) => Promise<{ status: number }>> = {
      judge: (who, id) => judge(who, id, 'dismissed'),
      undo: (who, id) => send(who, 'POST', `/v1/flags/${id}/undo`),
      assign: (who, id) => assign(who, id, people.rosa.id),
      comment: (who, id) => send(who, 'POST', `/v1/flags/${id}/comments`, { text: 'Seen twice this week.' }),
      acknowledge: (who, id) => answer(who, id, 'acknowledged'),
      dispute: (who, id) => answer(who, id, 'disputed', 'It was a joke.'),
      read: (who, id) => send(who, 'GET', `/v1/flags/${id}`),
    };
    test.each(ALLOWED)('%s: %s gets %i', async (what, who, status) => {
      const { id } = await flagged();
      await judge('quinn', id, 'confirmed');
      expect((await doing[what]?.(who, id))?.status).toBe(status);
    });

    /** The same flag, disputed by Ann: somebody else than Quinn decides. */
    test.each([
      ['rosa', 200],
      ['north', 200],
      ['admin', 200],
      ['quinn', 403],
      ['trainer', 403],
      ['ann', 403],
      ['south', 404],
    ] as const)('a dispute: %s gets %i', async (who, status) => {
      const { id } = await flagged();
      await judge('quinn', id, 'confirmed');
      await answer('ann', id, 'disputed', 'The customer asked for it.');
      expect((await judge(who, id, 'dismissed')).status).toBe(status);
    });
  });

  test('a dispute comes back to the queue, and a second reviewer overturns it', async () => {
    const { id, conversation } = await flagged();
    await assign('quinn', id, people.quinn.id);
    await judge('quinn', id, 'confirmed', 'No such date in the plan.');
    expect(await listed('quinn', 'state=waiting')).not.toContain(id);
    expect(await listed('ann', 'answer=none', '/v1/confirmed-flags')).toContain(id);
    expect(await listed('bob', '', '/v1/confirmed-flags')).not.toContain(id);
    expect((await answer('ann', id, 'disputed')).status).toBe(400);
    expect((await answer('ann', id, 'disputed', 'It is in the contract.')).body).toMatchObject({
      state: 'disputed',
      answer: { answer: 'disputed', reason: 'It is in the contract.', byName: 'Ann Lee' },
    });
    for (const state of ['waiting', 'disputed']) expect(await listed('rosa', `state=${state}`)).toContain(id);
    for (const state of ['open', 'confirmed', 'dismissed'])
      expect(await listed('rosa', `state=${state}`)).not.toContain(id);
    // Out of the hands of who judged it, and not back into them.
    expect(await read('quinn', id)).toMatchObject({ assignee: null, mayJudge: false });
    expect((await assign('admin', id, people.quinn.id)).status).toBe(409);
    expect((await send('quinn', 'DELETE', `/v1/flags/${id}/verdict`)).status).toBe(409);
    expect((await send('quinn', 'POST', `/v1/flags/${id}/undo`)).status).toBe(409);
    expect((await judge('quinn', id, 'confirmed')).status).toBe(403);
    expect(await riskOf(conversation)).toBe('high');

    expect((await read('rosa', id)).mayJudge).toBe(true);
    expect((await judge('rosa', id, 'dismissed', 'The contract says so.')).body).toMatchObject({
      state: 'dismissed',
      review: { reviewerName: 'Rosa Review', decided: true },
      mayJudge: false,
    });
    expect(await riskOf(conversation)).toBeNull();
    for (const who of ['quinn', 'admin', 'rosa'] as const) expect((await judge(who, id, 'confirmed')).status).toBe(409);
    expect((await answer('ann', id, 'acknowledged')).status).toBe(409);
    expect(await listed('ann', 'answer=decided', '/v1/confirmed-flags')).toContain(id);
    const { history } = await read('trainer', id);
    expect(history.map(({ action, actorName, note }) => [action, actorName, note])).toEqual([
      ['assigned', 'Quinn Quality', null],
      ['confirmed', 'Quinn Quality', 'No such date in the plan.'],
      ['disputed', 'Ann Lee', 'It is in the contract.'],
      ['overturned', 'Rosa Review', 'The contract says so.'],
    ]);
  });

  test('who decided a dispute may take that back; upheld it stays confirmed', async () => {
    const { id } = await flagged();
    await judge('quinn', id, 'confirmed');
    await answer('ann', id, 'disputed', 'No.');
    await judge('rosa', id, 'dismissed');
    expect((await send('quinn', 'POST', `/v1/flags/${id}/undo`)).status).toBe(409);
    expect((await send('rosa', 'POST', `/v1/flags/${id}/undo`)).body).toMatchObject({
      state: 'disputed',
      mayJudge: true,
      review: { reviewerName: 'Quinn Quality' },
    });
    expect((await judge('quinn', id, 'dismissed')).status).toBe(403);
    expect((await judge('rosa', id, 'confirmed')).body).toMatchObject({ state: 'confirmed' });
    expect((await read('rosa', id)).history.at(-1)?.action).toBe('upheld');
  });

  test('a key of the first reviewer’s own is still the first reviewer', async () => {
    const { id } = await flagged();
    await judge('quinn', id, 'confirmed');
    await answer('ann', id, 'disputed', 'No.');
    const { key } = await createKey(harness.database.db, { name: 'script', role: 'qa', userId: people.quinn.id });
    const response = await harness.request('PUT', `/v1/flags/${id}/verdict`, { key, json: { verdict: 'confirmed' } });
    expect(response.status).toBe(403);
  });

  test('the rep changes an answer until the dispute is decided; a changed verdict asks again', async () => {
    const { id } = await flagged();
    expect((await answer('ann', id, 'acknowledged')).status).toBe(409);
    await judge('quinn', id, 'confirmed');
    await answer('ann', id, 'disputed', 'No.');
    expect((await answer('ann', id, 'acknowledged')).body).toMatchObject({ state: 'confirmed' });
    // The same verdict again is a second opinion, and leaves the answer.
    expect((await judge('rosa', id, 'confirmed')).body.answer?.answer).toBe('acknowledged');
    expect((await judge('rosa', id, 'dismissed')).body.answer).toBeNull();
    expect((await answer('ann', id, 'acknowledged')).status).toBe(409);
    // Taken back, it is as it was.
    expect((await send('rosa', 'POST', `/v1/flags/${id}/undo`)).body).toMatchObject({
      state: 'confirmed',
      answer: { answer: 'acknowledged' },
    });
    expect((await send('rosa', 'POST', `/v1/flags/${id}/undo`)).status).toBe(409);
  });

  test('undo takes back a first verdict: it is open, with its risk', async () => {
    const { id, conversation } = await flagged();
    await judge('quinn', id, 'dismissed', 'Agreed with legal.');
    expect(await riskOf(conversation)).toBeNull();
    expect((await send('quinn', 'POST', `/v1/flags/${id}/undo`)).body).toMatchObject({ state: 'open', review: null });
    expect(await riskOf(conversation)).toBe('high');
    // What was taken back does not keep anybody from deciding a dispute.
    await judge('rosa', id, 'confirmed');
    await answer('ann', id, 'disputed', 'No.');
    expect((await judge('quinn', id, 'confirmed')).status).toBe(200);
  });

  test('flags are found by who they are assigned to', async () => {
    const { id } = await flagged();
    expect(await listed('quinn', 'assignee=nobody')).toContain(id);
    expect((await assign('trainer', id, people.rosa.id)).body.assignee).toEqual({
      id: people.rosa.id,
      name: 'Rosa Review',
    });
    expect(await listed('rosa', 'assignee=me')).toContain(id);
    expect(await listed('quinn', `assignee=${people.rosa.id}`)).toContain(id);
    for (const query of ['assignee=me', 'assignee=nobody']) expect(await listed('quinn', query)).not.toContain(id);
    expect((await assign('quinn', id, null)).body.assignee).toBeNull();
    expect(await listed('rosa', 'assignee=me')).not.toContain(id);
  });

  test('what one conversation promises is listed in the order in which it was said, over pages', async () => {
    const texts = Array.from({ length: 10 }, (_, n) => `第${n + 1}批保证三月${n + 1}号之前到货`);
    const commitments = texts.map((text, turn) => commitmentOf(turn, text));
    const conversation = await addConversation(harness.database, {
      ...{ customerId: null, texts, insights: { commitments } },
    });
    const quotes: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = `conversationId=${conversation}&limit=3${cursor && `&cursor=${cursor}`}`;
      const answered = await people.quinn.request('GET', `/v1/flags?${query}`);
      const page = (await answered.json()) as { items: FlagListed[]; nextCursor: string | null };
      quotes.push(...page.items.map(({ evidence: [said] }) => said.quote));
      cursor = page.nextCursor;
    }
    expect(quotes).toEqual(texts);
  });

  test.each(['ann', 'delivery', 'south'] as const)('nothing is assigned to %s, who does not review it', async (who) => {
    const { id } = await flagged();
    expect((await assign('quinn', id, people[who].id)).status).toBe(400);
    expect((await assign('quinn', id, 'nobody-of-this-id')).status).toBe(400);
    expect((await read('quinn', id)).assignee).toBeNull();
  });

  test('what reviewers say to each other stays among them', async () => {
    const { id } = await flagged();
    await send('trainer', 'POST', `/v1/flags/${id}/comments`, { text: 'He does this every quarter.' });
    await assign('quinn', id, people.rosa.id);
    await judge('quinn', id, 'confirmed', 'Not in the plan.');
    const answered = await people.ann.request('GET', '/v1/confirmed-flags?limit=200');
    const { items } = (await answered.json()) as { items: FlagSeen[] };
    const seen = items.find((one) => one.id === id);
    expect(seen?.history.map(({ action }) => action)).toEqual(['confirmed']);
    expect(JSON.stringify(seen)).not.toMatch(/every quarter|Rosa|assignee":{/);
    expect((await read('rosa', id)).history.map(({ action }) => action)).toEqual([
      'commented',
      'assigned',
      'confirmed',
    ]);
  });

  test('the history cannot be changed, and goes with its conversation', async () => {
    const { db } = harness.database;
    const { id, conversation } = await flagged();
    await judge('quinn', id, 'confirmed');
    await expect(db.update(flagHistory).set({ note: 'I never said so.' })).rejects.toThrow();
    await people.admin.request('DELETE', `/v1/conversations/${conversation}`, { headers: { 'if-match': '*' } });
    expect(await db.select().from(flagHistory).where(eq(flagHistory.insightId, id))).toEqual([]);
  });

  test('agreement is counted by category', async () => {
    const agreement = async (who: Who, category: CommitmentCategory, query = '') => {
      const response = await people[who].request('GET', `/v1/review-agreement${query}`);
      const { categories } = (await response.json()) as { categories: { category: string }[] };
      return categories.find((one) => one.category === category);
    };
    // Twenty that two people judged: 9 both confirm, 7 both dismiss, 2 and 2 differ.
    const verdicts = [
      ...Array<string[]>(9).fill(['confirmed', 'confirmed']),
      ...Array<string[]>(7).fill(['dismissed', 'dismissed']),
      ...Array<string[]>(2).fill(['confirmed', 'dismissed']),
      ...Array<string[]>(2).fill(['dismissed', 'confirmed']),
    ];
    for (const [first = '', second = ''] of verdicts) {
      const { id } = await flagged('refund');
      await judge('quinn', id, first);
      await judge('rosa', id, second);
    }
    const { id: disputed } = await flagged('refund');
    await judge('quinn', disputed, 'confirmed');
    await answer('ann', disputed, 'disputed', 'No.');
    const { id: alone } = await flagged('refund');
    await judge('quinn', alone, 'dismissed');
    const { id: takenBack } = await flagged('refund');
    await judge('quinn', takenBack, 'confirmed');
    await send('quinn', 'POST', `/v1/flags/${takenBack}/undo`);

    const all = {
      ...{ reviewed: 22, confirmed: 12, dismissed: 10, withProgram: 12 / 22 },
      ...{ judgedTwice: 20, agreed: 16, withEachOther: 0.8, disputed: 1, upheld: 0, overturned: 0 },
    };
    // Observed 0.8; by chance (11 × 11 + 9 × 9) / 400.
    expect(await agreement('trainer', 'refund')).toMatchObject({ ...all, kappa: expect.closeTo(0.596, 3) as number });
    await judge('rosa', disputed, 'dismissed');
    expect(await agreement('north', 'refund')).toMatchObject({
      ...{ judgedTwice: 21, agreed: 16, disputed: 0, overturned: 1 },
    });
    expect(await agreement('south', 'refund')).toBeUndefined();
    expect(await agreement('admin', 'refund', '?from=2999-01-01T00:00:00Z')).toBeUndefined();
    for (const who of ['ann', 'delivery'] as const)
      expect((await people[who].request('GET', '/v1/review-agreement')).status).toBe(403);
  });
});
