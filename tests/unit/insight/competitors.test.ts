import { describe, expect, test } from 'vitest';

import { cite, type Evidence, type Participant } from '../../../models/domain/index.js';
import { rivalsNamed } from '../../../models/insight/detectors/competitors.js';
import { extract, rulesWith } from '../../../models/insight/index.js';
import { readTranscript } from '../../../models/insight/reading/reading.js';
import type { Rules } from '../../../models/rules/load.js';
import { conversation, rules } from './transcripts.js';

const PEOPLE: Participant[] = [
  { id: 'rep', side: 'rep', sideConfidence: 1, sideSource: 'person', name: 'Joel Marsh' },
  { id: 'customer', side: 'customer', sideConfidence: 1, sideSource: 'person', name: 'Sade Okoro' },
];

const rivals = (line: string) => extract(conversation([line]), rules).insights.competitors.map(({ name }) => name);

describe('whom the customer compares us with', () => {
  test.each([
    ['customer: RouteKing quoted us fifty two thousand for the same number of trucks', ['RouteKing']],
    ['customer: we had a demo from Acme Systems last week', ['Acme Systems']],
    ['customer: how does it compare with the old way of doing it', []],
    ['customer: our CFO, Dana, compares every offer with the one before', []],
    ['rep: RouteKing quoted fifty two thousand', []],
  ])('%s', (line, names) => {
    expect(rivals(line)).toEqual(names);
  });
});

test('a rival is named once, however it was found', () => {
  const lines = [
    'rep: Hi Min, have you looked at the proposal?',
    "customer: I have, and I'm not convinced, Acme Systems quoted us fifty thousand, they are a third cheaper than you",
    'rep: Let me show you what that leaves out',
    "customer: Acme Systems has offered to throw in the first year for free, so we'd rather go with them",
  ];
  const names = extract(conversation(lines), rules).insights.competitors.map(({ name }) => name);
  expect(names).toEqual(['Acme Systems']);
});

describe('whom an objection names as a rival', () => {
  const named = (line: string, given: Rules = rules): string[] => {
    const transcript = conversation([line], { participants: PEOPLE });
    const { insights } = extract(transcript, given);
    const objections = [
      {
        ...{ category: 'competitor' as const, handled: false, response: [], confidence: 0.6, because: '', rule: 'r@1' },
        evidence: [cite(transcript.turns, 0, 0)] as [Evidence],
      },
    ];
    const told = { objections, stakeholders: insights.stakeholders, competitors: [] };
    return rivalsNamed(readTranscript(transcript, given), told).map(({ name, evidence }) => {
      expect(transcript.turns[0]?.text).toContain(evidence[0].quote);
      return name;
    });
  };
  test.each([
    ['customer: To be fair Brightlane gave us the first six months free', ['Brightlane']],
    ['customer: The PumpWorks people were here on Tuesday with a lower number', ['PumpWorks']],
    ['customer: My last place was on Zenlo and we have Zenlo here too', ['Zenlo']],
    ['customer: 我们隔壁用的是 Zenlo 的系统，一年才八千', ['Zenlo']],
  ])('%s', (line, names) => {
    expect(named(line)).toEqual(names);
  });

  test.each([
    ['a place', 'customer: There is a fella in Ludlow who does it at half'],
    ['the first word of a sentence', 'customer: Looking at two others as well this week'],
    ['nobody in particular', 'customer: Everybody does that for less'],
    ['who takes part', 'customer: To be fair Okoro gave us the first six months free'],
  ])('not %s', (_what, line) => {
    expect(named(line)).toEqual([]);
  });

  test('what the company lists as its own is no rival, and a listed rival is named once', () => {
    const line = 'customer: To be fair Brightlane gave us the first six months free';
    const listing = (entry: string) =>
      rulesWith({ company: `id: ours\nname: { zh: 词, en: Words }\nversion: 1\n${entry}\n` });
    const own = listing('products: [Brightlane]');
    const rival = listing('competitors: [{ name: Brightlane, also: [Bright Lane] }]');
    expect(named(line, own)).toEqual([]);
    expect(named(line, rival)).toEqual([]);
    expect(extract(conversation([line]), rival).insights.competitors).toMatchObject([{ name: 'Brightlane' }]);
  });
});
