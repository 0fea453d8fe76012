import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { parseRecording } from '../../../ingest/parse-recording.js';
import type { ImportedConversation } from '../../../models/domain/index.js';
import { type Database, openDatabase } from '../../../storage/database.js';
import {
  findConversation,
  insertConversation,
  readTranscript,
  saveTranscript,
  transcriptAfterSaving,
} from '../../../storage/repositories/conversations.js';
import { packageRoot } from '../../../storage/package-root.js';
import { freshPglite, freshPostgres } from '../../services/fresh.js';

const imported: ImportedConversation = {
  threadId: 'room:1',
  kind: 'chat',
  title: '王总 <b>"; drop table turns; --',
  language: 'zh',
  startedAt: '2026-03-31T09:30:00+08:00',
  participants: [
    { id: 'a', side: 'customer', sideConfidence: 1, sideSource: 'export', name: '李\u0000雷', phone: '+8613800138000' },
    { id: 'b', side: 'rep', sideConfidence: 1, sideSource: 'staff_list' },
  ],
  turns: [
    { speaker: 'a', text: '三十万\u0000左右 \ud83d', sentAt: '2026-03-31T09:30:00+08:00', externalId: 'm1' },
    { speaker: 'b', text: '好的 😀', sentAt: '2026-03-31T09:31:00.250+08:00' },
    { speaker: null, text: '', sentAt: null, unreliable: true, confidence: 0.5 },
  ],
  completeness: { unit: 'messages', total: 4, read: 3, notices: 0, unreadable: 1, reasons: { encrypted: 1 } },
  engine: { name: 'imported', model: 'wecom' },
  notes: ['1 encrypted'],
};

describe.each(['pglite', 'postgres'] as const)('transcripts on %s', (kind) => {
  let database: Database;
  let folder: string | undefined;
  beforeAll(async () => {
    if (kind === 'pglite') folder = await freshPglite();
    database = await openDatabase(
      folder === undefined ? { kind: 'postgres', url: await freshPostgres() } : { kind: 'pglite', dataDir: folder },
    );
  });
  afterAll(async () => {
    await database.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  async function saved(...versions: ImportedConversation[]): Promise<string> {
    const id = uuid();
    await insertConversation(database.db, { id, kind: 'chat' });
    for (const version of versions) await saveTranscript(database.db, id, version);
    return id;
  }

  it('of every sample are known before they are read again', async () => {
    const folder = join(packageRoot, 'fixtures', 'conversations');
    const names = (await readdir(folder)).filter((name) => !name.endsWith('.ogg'));
    let foretold = 0;
    for (const name of names) {
      const content = await readFile(join(folder, name));
      const { conversations } = await parseRecording(content, name, { timeZone: 'Asia/Shanghai', staff: [] });
      for (const thread of [...conversations, imported]) {
        const id = uuid();
        await insertConversation(database.db, { id, kind: thread.kind, utcOffsetMinutes: 480 });
        const row = await findConversation(database.db, id);
        const expected = row && transcriptAfterSaving(row, thread);
        await saveTranscript(database.db, id, thread);
        if (expected == null) continue;
        foretold += 1;
        expect(expected).toEqual(await readTranscript(database.db, id));
        const again = await findConversation(database.db, id);
        expect(again && transcriptAfterSaving(again, thread)).toBeNull();
      }
    }
    expect(foretold).toBeGreaterThan(names.length);
  });

  it('come back as they were saved, times with the offset of their place, offsets of the text unmoved', async () => {
    const id = await saved(imported);
    const transcript = await readTranscript(database.db, id);
    expect(transcript).toMatchObject({
      kind: 'chat',
      language: 'zh',
      startedAt: '2026-03-31T09:30:00+08:00',
      participants: [
        {
          id: 'a',
          side: 'customer',
          sideConfidence: 1,
          sideSource: 'export',
          name: '李\ufffd雷',
          phone: '+8613800138000',
        },
        { id: 'b', side: 'rep', sideSource: 'staff_list', name: null },
      ],
      turns: [
        { speaker: 'a', text: '三十万\ufffd左右 \ufffd', sentAt: '2026-03-31T09:30:00+08:00', externalId: 'm1' },
        { speaker: 'b', text: '好的 😀', sentAt: '2026-03-31T09:31:00.250+08:00' },
        { speaker: null, text: '', sentAt: null, unreliable: true, confidence: 0.5 },
      ],
    });
    expect(transcript.turns[0]?.text).toHaveLength(imported.turns[0]?.text.length ?? 0);
    expect(await findConversation(database.db, id)).toMatchObject({
      title: imported.title,
      utcOffsetMinutes: 480,
      completeness: imported.completeness,
      engine: imported.engine,
      notes: imported.notes,
    });
  });

  it('saved twice are the same; saved shorter or longer leave nothing over', async () => {
    const id = await saved(imported, imported);
    expect(await readTranscript(database.db, id)).toEqual({
      ...(await readTranscript(database.db, await saved(imported))),
      id,
    });
    const shorter = { ...imported, participants: imported.participants.slice(1), turns: imported.turns.slice(1, 2) };
    await saveTranscript(database.db, id, shorter);
    expect(await readTranscript(database.db, id)).toMatchObject({
      participants: [{ id: 'b' }],
      turns: [{ text: '好的 😀' }],
    });
    await saveTranscript(database.db, id, imported);
    expect((await readTranscript(database.db, id)).turns).toHaveLength(3);
  });

  it('keep the side that a person set, and the title that is there', async () => {
    const id = await saved(imported);
    await database.db.execute(
      sql`update participants set side = 'rep', side_confidence = 1, side_source = 'person' where conversation_id = ${id} and id = 'a'`,
    );
    await saveTranscript(database.db, id, { ...imported, title: 'another' });
    expect((await readTranscript(database.db, id)).participants[0]).toMatchObject({
      side: 'rep',
      sideSource: 'person',
    });
    expect((await findConversation(database.db, id))?.title).toBe(imported.title);
  });

  it('of sources that count from 1970 keep the offset that the sender gave', async () => {
    const id = uuid();
    await insertConversation(database.db, { id, kind: 'chat', utcOffsetMinutes: 480 });
    await saveTranscript(database.db, id, {
      ...imported,
      startedAt: '2026-03-31T01:30:00Z',
      turns: [{ speaker: 'a', text: 'x', sentAt: '2026-03-31T01:30:00Z' }],
    });
    expect((await readTranscript(database.db, id)).turns[0]?.sentAt).toBe('2026-03-31T09:30:00+08:00');
  });

  it('of ten thousand turns, and of five million characters in one, are saved', { timeout: 60_000 }, async () => {
    const turns = Array.from({ length: 10_000 }, (_, n) => ({ speaker: 'a', text: `message ${n}`, startMs: n * 1000 }));
    const id = await saved({ ...imported, turns: [...turns, { speaker: 'a', text: '长'.repeat(5_000_000) }] });
    const read = await readTranscript(database.db, id);
    expect(read.turns).toHaveLength(10_001);
    expect(read.turns[10_000]?.text).toHaveLength(5_000_000);
  });

  it('that are not there are not found', async () => {
    await expect(readTranscript(database.db, uuid())).rejects.toMatchObject({ code: 'not_found' });
  });
});
