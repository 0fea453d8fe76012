import { expect, test } from 'vitest';

import {
  placeInSource,
  type ImportedConversation,
  type SourceTurn,
  type StandingCorrection,
  type Turn,
} from '../../../models/domain/index.js';
import { keepCorrections } from '../../../pipeline/corrections.js';

const source: SourceTurn = {
  ...{ turn: 1, text: 'about ten thousand', speaker: 'a', startMs: 4_000, sentAt: null, externalId: null },
  ...{ confidence: 0.4, unreliable: false },
};
const correction = (given: Partial<SourceTurn> = {}, corrected: Partial<StandingCorrection['corrected']> = {}) => ({
  first: 2,
  source: { ...source, ...given },
  corrected: { text: 'about two thousand', speaker: null, ...corrected },
});
const reading = (...turns: Turn[]) =>
  ({ participants: [{ id: 'a' }, { id: 'b' }], turns }) as unknown as ImportedConversation;
const spoken = (text: string, startMs: number, more: Partial<Turn> = {}): Turn => ({
  ...{ speaker: 'a', text, startMs, confidence: 0.5 },
  ...more,
});

test.each<[string, Partial<SourceTurn>, Turn[], number | null]>([
  ['the same words at the same time', {}, [spoken('hello', 0), spoken(source.text, 4_000)], 1],
  ['cut a little later', {}, [spoken(source.text, 4_900)], 0],
  ['one turn further on', {}, [spoken('well', 0), spoken('hello', 900), spoken(source.text, 4_000)], 2],
  ['of two alike the nearest', {}, [spoken(source.text, 3_900), spoken(source.text, 4_100)], 1],
  ['by its id in the source', { externalId: 'm7' }, [spoken(source.text, 0, { externalId: 'm7' })], 0],
  [
    'at the same instant in another offset',
    { startMs: null, sentAt: '2026-03-02T01:00:00.000Z' },
    [{ speaker: 'a', text: source.text, sentAt: '2026-03-02T09:00:00+08:00' }],
    0,
  ],
  ['where nothing tells when', { startMs: null }, [{ speaker: 'a', text: source.text }], 0],
  ['other words at the same time', {}, [spoken('about ten thousands', 4_000)], null],
  ['the same words much later', {}, [spoken(source.text, 5_100)], null],
  [
    'another message with the same words',
    { externalId: 'm7' },
    [spoken(source.text, 4_000, { externalId: 'm8' })],
    null,
  ],
  [
    'the same words a minute later',
    { startMs: null, sentAt: '2026-03-02T01:00:00.000Z' },
    [{ speaker: 'a', text: source.text, sentAt: '2026-03-02T01:01:00Z' }],
    null,
  ],
  ['the same words from somebody else, without times', { startMs: null }, [{ speaker: 'b', text: source.text }], null],
  ['nothing at all', {}, [], null],
])('a correction finds its turn: %s', (_, given, turns, place) => {
  const kept = keepCorrections(reading(...turns), [correction(given)]);
  expect(kept.places).toMatchObject([{ first: 2, turn: place }]);
  expect(kept.imported.turns.map(({ text }) => text)).toEqual(
    turns.map(({ text }, index) => (index === place ? 'about two thousand' : text)),
  );
});

test('what a person wrote is no guess; what the source says stays beside it', () => {
  const { imported } = keepCorrections(reading(spoken(source.text, 4_000, { unreliable: true })), [correction()]);
  expect(imported.turns).toEqual([
    {
      ...spoken('about two thousand', 4_000),
      confidence: null,
      original: { text: source.text, speaker: 'a' },
    },
  ]);
});

test('a speaker is given without touching the words, and only somebody who takes part', () => {
  const given = (speaker: string) =>
    keepCorrections(reading(spoken(source.text, 4_000)), [correction({}, { text: null, speaker })]);
  expect(given('b').imported.turns).toEqual([
    { ...spoken(source.text, 4_000, { speaker: 'b' }), original: { text: source.text, speaker: 'a' } },
  ]);
  expect(given('gone')).toMatchObject({
    places: [{ first: 2, turn: null }],
    imported: { turns: [{ speaker: 'a', text: source.text }] },
  });
});

test('a speaker is not given where the reading has the turn from a third person: its names may mean others now', () => {
  const thirds = { ...spoken(source.text, 4_000), speaker: 'c' };
  const given = correction({}, { text: null, speaker: 'b' });
  expect(keepCorrections(reading(thirds), [given])).toMatchObject({
    places: [{ turn: null, source: null }],
    imported: { turns: [thirds] },
  });
  const already = { ...thirds, speaker: 'b' };
  expect(keepCorrections(reading(already), [given])).toMatchObject({ places: [{ turn: 0 }] });
});

test('what the source says is remembered as the newest reading has it: that is what undo gives back', () => {
  const turn = spoken(source.text, 4_400, { confidence: 0.9 });
  expect(keepCorrections(reading(spoken('hi', 0), turn), [correction()]).places).toEqual([
    { first: 2, turn: 1, source: { ...source, turn: 1, startMs: 4_400, confidence: 0.9 } },
  ]);
});

test('what was taken back keeps its place and leaves the turn as the source has it', () => {
  const turn = spoken(source.text, 4_000, { unreliable: true });
  const kept = keepCorrections(reading(turn), [correction({}, { text: null })]);
  expect(kept).toMatchObject({ places: [{ first: 2, turn: 0 }], imported: { turns: [turn] } });
});

test('two corrections of turns alike go to one turn each', () => {
  const [one, two] = [correction(), { ...correction({ turn: 2 }), first: 3, corrected: { text: 'x', speaker: null } }];
  const { places } = keepCorrections(reading(spoken('hi', 0), spoken(source.text, 4_000), spoken(source.text, 4_500)), [
    one,
    two,
  ]);
  expect(places).toMatchObject([
    { first: 2, turn: 1 },
    { first: 3, turn: 2 },
  ]);
});

test.each<[string, string, string, { start: number; end: number } | null]>([
  ['abc def', 'abc xyz', 'abc', { start: 0, end: 3 }],
  ['ab def', 'abc def', 'def', { start: 3, end: 6 }],
  ['abc def', 'def', 'def', { start: 4, end: 7 }],
  ['the budget', 'our budget is', 'budget', null],
  ['aa aa', 'aa', 'aa', { start: 0, end: 2 }],
  ['约二十万', '约三十万', '三十万', null],
  ['约二十万', '约三十万', '约', { start: 0, end: 1 }],
  ['ten percent off', 'five percent off', 'five', null],
  ['ten percent off', 'nine percent off', 'percent off', { start: 4, end: 15 }],
])('"%s" corrected to "%s": where "%s" stands in the source', (original, text, stretch, place) => {
  const start = text.indexOf(stretch);
  expect(placeInSource({ text, original }, { start, end: start + stretch.length })).toEqual(place);
});
