import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { beforeAll, describe, expect, it } from 'vitest';

import type { ImportOptions } from '../../../ingest/importer.js';
import { importers, recognise } from '../../../ingest/recognise.js';
import { openSource, type DecodedSource } from '../../../ingest/source.js';
import {
  ImportedConversation,
  type ConversationKind,
  type Side,
  type SideSource,
} from '../../../models/domain/index.js';
import { isTakenFrom, sourceWords } from './source-words.js';

/** What is known of one conversation in a sample, counted by hand. */
export interface ExpectedConversation {
  threadId?: string | null;
  kind: ConversationKind;
  turns: number;
  /** Participant ids in their order, with what the source tells about them. */
  participants: { id: string; name?: string | null; side?: Side; sideSource?: SideSource; phone?: string }[];
  /** Times of the first and the last turn as the Turn carries them (`startMs` or `sentAt`); null when the source has none. */
  first: number | string | null;
  last: number | string | null;
  completeness: ImportedConversation['completeness'];
  /** Exact texts of some turns, by index. */
  texts?: Record<number, string>;
}

export interface ImporterSample {
  /** Paths below tests/samples/ingest/<importer name>/, each read on its own and expected to give the same. */
  files: readonly string[];
  options?: Partial<ImportOptions>;
  expected: readonly ExpectedConversation[];
}

export const SAMPLES = join(dirname(fileURLToPath(import.meta.url)), '../../samples/ingest');
export const OPTIONS: ImportOptions = { timeZone: 'Asia/Shanghai', staff: [] };

/** Opens a sample of `importer` (the folder's name is the importer's name). */
export const openSample = (importer: string, file: string): Promise<DecodedSource> =>
  openSource(readFileSync(join(SAMPLES, importer, file)), file);

/** Path and owner of every sample in the suite. */
function allSamples(): { owner: string; file: string }[] {
  return readdirSync(SAMPLES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: owner }) => readdirSync(join(SAMPLES, owner)).map((file) => ({ owner, file })));
}

/**
 * What every importer promises, run on samples of its own: order and times kept, nothing invented,
 * nothing lost, the same again when read again, its input untouched, and no other format claimed.
 */
export function importerContract(name: string, { files, options, expected }: ImporterSample): void {
  const settings = { ...OPTIONS, ...options };
  const importer = importers.find((candidate) => candidate.name === name);

  describe.each(files)(`${name}: %s`, (file) => {
    let source: DecodedSource;
    let before: Buffer;
    let read: ImportedConversation[];

    beforeAll(async () => {
      source = await openSample(name, file);
      before = Buffer.from(source.bytes);
      expect(importer, `the importer ${name} is in the list`).toBeDefined();
      read = importer?.read(source, settings) ?? [];
    });

    it('is recognised as its own format', () => {
      expect(recognise(source).name).toBe(name);
    });

    it('gives what the sample holds', () => {
      expect(read.map(shown)).toEqual(expected.map((one, index) => shownExpectation(one, read[index])));
    });

    it('gives conversations of the vocabulary', () => {
      for (const conversation of read) ImportedConversation.parse(conversation);
    });

    it('keeps the order and the times', () => {
      for (const { turns } of read) {
        const starts = turns.flatMap(({ startMs }) => (startMs == null ? [] : [startMs]));
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
        const sent = turns.flatMap(({ sentAt }) => (sentAt == null ? [] : [Date.parse(sentAt)]));
        expect(sent).toEqual([...sent].sort((a, b) => a - b));
        for (const { startMs, endMs } of turns)
          if (startMs != null && endMs != null) expect(endMs).toBeGreaterThanOrEqual(startMs);
      }
    });

    it('invents nobody', () => {
      const words = sourceWords(source);
      for (const { participants, turns } of read) {
        const ids = new Set(participants.map(({ id }) => id));
        expect(ids.size).toBe(participants.length);
        for (const { speaker } of turns) if (speaker !== null) expect(ids).toContain(speaker);
        for (const { id, name: shownAs, externalId, channel } of participants) {
          if (shownAs != null) expect(isTakenFrom(shownAs, words), `the name ${shownAs} is in the source`).toBe(true);
          const tells = [id, externalId, channel == null ? null : String(channel)].some(
            (v) => v != null && isTakenFrom(v, words),
          );
          expect(tells, `participant ${id} is in the source`).toBe(true);
        }
      }
    });

    it('invents no words', () => {
      const words = sourceWords(source);
      for (const { turns } of read)
        for (const { text } of turns) expect(isTakenFrom(text, words), `“${text}” is in the source`).toBe(true);
    });

    it('loses nothing without counting it', () => {
      for (const { completeness, turns } of read) {
        const { total, notices, unreadable, reasons } = completeness;
        expect(total).toBe(completeness.read + notices + unreadable);
        expect(Object.values(reasons).reduce((sum, count) => sum + count, 0)).toBe(unreadable);
        expect(turns.filter(({ text }) => text !== '').length).toBeLessThanOrEqual(completeness.read);
      }
    });

    it('gives the same when read again, from the same and from a fresh source', async () => {
      expect(importer?.read(source, settings)).toEqual(read);
      expect(importer?.read(await openSample(name, file), settings)).toEqual(read);
    });

    it('does not change its input', () => {
      const frozen = Object.freeze({ ...settings, staff: Object.freeze([...settings.staff]) });
      const json = structuredClone(source.json);
      importer?.read(source, frozen);
      expect(source.bytes.equals(before)).toBe(true);
      expect(source.json).toEqual(json);
    });
  });

  it(`${name} claims no sample of another format`, async () => {
    const claimed: string[] = [];
    for (const { owner, file } of allSamples()) {
      if (owner !== name && importer?.recognise(await openSample(owner, file))) claimed.push(`${owner}/${file}`);
    }
    expect(claimed).toEqual([]);
  });
}

function shown({ threadId, kind, turns, participants, completeness }: ImportedConversation) {
  const time = (index: number) => turns.at(index)?.startMs ?? turns.at(index)?.sentAt ?? null;
  return {
    threadId,
    kind,
    turns: turns.length,
    participants: participants.map(({ id, name, side, sideSource, phone }) => ({ id, name, side, sideSource, phone })),
    first: time(0),
    last: time(-1),
    completeness,
    texts: turns.map(({ text }) => text),
  };
}

/** The expectation in the form of `shown`; what it leaves open is taken from what was read. */
function shownExpectation(one: ExpectedConversation, read: ImportedConversation | undefined) {
  const texts = read?.turns.map(({ text }) => text) ?? [];
  for (const [index, text] of Object.entries(one.texts ?? {})) texts[Number(index)] = text;
  return {
    ...one,
    threadId: one.threadId === undefined ? (read?.threadId ?? null) : one.threadId,
    participants: one.participants.map(({ id, name, side, sideSource, phone }, index) => ({
      id,
      name: name === undefined ? read?.participants[index]?.name : name,
      side: side ?? 'unknown',
      sideSource: sideSource ?? (side ? 'export' : 'none'),
      phone: phone ?? read?.participants[index]?.phone,
    })),
    texts,
  };
}
