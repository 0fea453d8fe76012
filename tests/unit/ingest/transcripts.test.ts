import { describe, expect, it } from 'vitest';

import { recognise } from '../../../ingest/recognise.js';
import type { ImportedConversation } from '../../../models/domain/index.js';
import { importerContract, openSample, OPTIONS } from './importer-contract.js';

type Completeness = ImportedConversation['completeness'];

const counts = (unit: Completeness['unit'], read: number, reasons: Completeness['reasons'] = {}): Completeness => {
  const unreadable = Object.values(reasons).reduce((sum, count) => sum + count, 0);
  return { unit, total: read + unreadable, read, notices: 0, unreadable, reasons };
};

/** The two voices that most samples of telephone services have. */
const TWO_VOICES = [{ id: '0' }, { id: '1' }];

importerContract('webvtt', {
  files: ['zoom.vtt', 'zoom-crlf-bom.vtt', 'zoom-cr.vtt'],
  options: { staff: ['mara  VOSS'] },
  expected: [
    {
      threadId: null,
      kind: 'meeting',
      turns: 5,
      participants: [
        { id: 'Mara Voss', name: 'Mara Voss', side: 'rep', sideSource: 'staff_list' },
        { id: 'Theo Lindqvist', name: 'Theo Lindqvist' },
      ],
      first: 5790,
      last: 3_600_000,
      completeness: counts('cues', 6),
      texts: {
        0: 'Thanks for joining, Theo. How many loads do you move a week?',
        // 2.75 s after the cue before it.
        2: 'Give or take.',
        3: '10:30 Meeting: that is when I have to leave.',
        4: 'We deliver by March 31, one thing: it needs your data.',
      },
    },
  ],
});

importerContract('webvtt', {
  files: ['teams.vtt'],
  expected: [
    {
      kind: 'meeting',
      turns: 5,
      participants: [
        { id: 'Ines Okafor', name: 'Ines Okafor' },
        { id: 'Dan Brook', name: 'Dan Brook' },
      ],
      first: 3120,
      last: 3_723_004,
      completeness: counts('cues', 5, { empty: 1 }),
      texts: {
        0: "We'd save R&D two days <per week>. That is the whole idea, across all teams.",
        1: 'And the price?',
        2: 'Thirty a seat.',
        3: 'Okay, if x <y and z> 3.',
      },
    },
  ],
});

importerContract('webvtt', {
  files: ['broken-times.vtt'],
  expected: [
    {
      kind: 'meeting',
      turns: 2,
      participants: [{ id: 'Pia', name: 'Pia' }],
      first: 1000,
      last: 12_000,
      completeness: counts('cues', 2, { malformed: 5 }),
    },
  ],
});

importerContract('webvtt', {
  files: ['html-names.vtt'],
  expected: [
    {
      kind: 'meeting',
      turns: 2,
      participants: [
        { id: '<img src=x onerror=alert(1)>', name: '<img src=x onerror=alert(1)>' },
        { id: 'Ann & Co', name: 'Ann & Co' },
      ],
      first: 1000,
      last: 5000,
      completeness: counts('cues', 2),
      texts: { 0: "It's Bobby'); DROP TABLE customers;-- here.", 1: 'Use the <script> tag, 3 < 4 and bold.' },
    },
  ],
});

importerContract('webvtt', {
  files: ['zh.vtt'],
  expected: [
    {
      kind: 'meeting',
      turns: 2,
      participants: [
        { id: '周敏', name: '周敏' },
        { id: '何建国', name: '何建国' },
      ],
      first: 1000,
      last: 6500,
      completeness: counts('cues', 3),
      texts: { 0: '您好，预算大概是多少？我好准备方案。' },
    },
  ],
});

importerContract('webvtt', {
  files: ['no-speakers.vtt'],
  expected: [{ kind: 'meeting', turns: 3, participants: [], first: 1000, last: 4100, completeness: counts('cues', 3) }],
});

importerContract('srt', {
  files: ['whisperx.srt', 'mislabelled.vtt', 'utf16.srt'],
  expected: [
    {
      kind: 'meeting',
      turns: 3,
      participants: [
        { id: 'SPEAKER_00', name: null },
        { id: 'SPEAKER_01', name: null },
      ],
      first: 5790,
      last: 17_000,
      completeness: counts('cues', 4, { empty: 1 }),
      texts: { 0: 'Hello there.', 1: 'Hi, good morning. And one more thing. We have 20 seats.', 2: '[Music]' },
    },
  ],
});

importerContract('srt', {
  files: ['roles-gb18030.srt'],
  expected: [
    {
      kind: 'meeting',
      turns: 3,
      participants: [
        { id: '客服', side: 'rep' },
        { id: '客户', side: 'customer' },
      ],
      first: 1000,
      last: 4200,
      completeness: counts('cues', 3),
      texts: { 2: '保证两周之内。' },
    },
  ],
});

importerContract('vouch-json', {
  files: ['call.json'],
  options: { staff: ['jun park'] },
  expected: [
    {
      threadId: 'call-7',
      kind: 'call',
      turns: 4,
      participants: [
        { id: 'rep', name: 'Nora Blum', side: 'rep' },
        { id: 'c1', name: 'Otto Reyes', side: 'customer' },
        { id: 'c2', name: 'Jun Park', side: 'rep', sideSource: 'staff_list' },
        { id: 'guest', name: null },
      ],
      first: 0,
      last: 2200,
      completeness: counts('segments', 3, { empty: 1 }),
      // Not merged and not trimmed: offsets that others hold must stay right.
      texts: { 0: ' hello Otto ', 1: 'can you hear me', 2: '' },
    },
  ],
});

importerContract('vouch-json', {
  files: ['chat.json'],
  expected: [
    {
      threadId: 'chat-9',
      kind: 'chat',
      turns: 2,
      participants: [
        { id: 's1', name: '林晓', side: 'rep' },
        { id: 'k1', name: '高远', side: 'customer' },
      ],
      first: '2026-03-02T09:00:00+08:00',
      last: '2026-03-02T09:05:00+08:00',
      completeness: counts('messages', 2),
    },
  ],
});

importerContract('vouch-json', {
  files: ['transcribed.ndjson'],
  expected: [
    {
      threadId: 'a',
      kind: 'call',
      turns: 1,
      participants: [{ id: '0', side: 'rep' }],
      first: 120,
      last: 120,
      completeness: counts('segments', 1),
    },
    {
      threadId: 'b',
      kind: 'call',
      turns: 1,
      participants: [{ id: '1' }],
      first: 80,
      last: 80,
      completeness: counts('segments', 1),
    },
  ],
});

importerContract('whisper', {
  files: ['verbose.json'],
  expected: [
    {
      kind: 'call',
      turns: 3,
      participants: [],
      first: 0,
      last: 10_000,
      completeness: counts('segments', 3, { empty: 1 }),
    },
  ],
});

importerContract('whisper', {
  files: ['whisperx.json'],
  expected: [
    {
      kind: 'call',
      turns: 4,
      participants: [{ id: 'SPEAKER_00' }, { id: 'SPEAKER_01' }],
      first: 500,
      last: 9000,
      completeness: counts('segments', 5),
      texts: { 1: 'Around 300. A year.', 3: 'Sure. Thanks.' },
    },
  ],
});

for (const [file, segments] of [
  ['utterances.json', 3],
  ['paragraphs.json', 3],
  ['words.json', 2],
] as const)
  importerContract('deepgram', {
    files: [file],
    expected: [
      {
        kind: 'call',
        turns: 2,
        participants: TWO_VOICES,
        first: 80,
        last: 4500,
        completeness: counts('segments', segments),
        texts: { 0: 'Hello there. Two weeks then.', 1: 'Agreed.' },
      },
    ],
  });

importerContract('deepgram', {
  files: ['multichannel.json'],
  options: { channelSides: { 0: 'customer', 1: 'rep' } },
  expected: [
    {
      kind: 'call',
      turns: 3,
      participants: [
        { id: 'channel 0', name: null, side: 'customer', sideSource: 'channel' },
        { id: 'channel 1', name: null, side: 'rep', sideSource: 'channel' },
      ],
      first: 100,
      last: 4000,
      completeness: counts('segments', 3),
      texts: { 0: '你好OK吗', 1: '可以', 2: '再见' },
    },
  ],
});

importerContract('assemblyai', {
  files: ['utterances.json', 'words.json'],
  expected: [
    {
      kind: 'call',
      turns: 2,
      participants: [{ id: 'A' }, { id: 'B' }],
      first: 170,
      last: 2300,
      completeness: counts('segments', 2),
      texts: { 0: 'Hello there.', 1: 'Agreed.' },
    },
  ],
});

importerContract('assemblyai', {
  files: ['multichannel.json'],
  options: { channelSides: { 1: 'rep' } },
  expected: [
    {
      kind: 'call',
      turns: 2,
      participants: [{ id: '1' }, { id: '2', side: 'rep', sideSource: 'channel' }],
      first: 170,
      last: 2300,
      completeness: counts('segments', 2),
    },
  ],
});

importerContract('aws-call-analytics', {
  files: ['call.json'],
  expected: [
    {
      kind: 'call',
      turns: 2,
      participants: [
        { id: 'AGENT', name: null, side: 'rep' },
        { id: 'CUSTOMER', name: null, side: 'customer' },
      ],
      first: 40,
      last: 3300,
      completeness: counts('segments', 3, { empty: 1 }),
    },
  ],
});

importerContract('aws-bda', {
  files: ['call.json'],
  options: { channelSides: { 1: 'rep' } },
  expected: [
    {
      kind: 'call',
      turns: 2,
      participants: [{ id: 'spk_1', side: 'rep', sideSource: 'channel' }, { id: 'spk_0' }],
      first: 1620,
      last: 3000,
      completeness: counts('segments', 2),
    },
  ],
});

importerContract('aws-transcribe', {
  files: ['call.json'],
  expected: [
    {
      kind: 'call',
      turns: 2,
      participants: [{ id: 'spk_0' }, { id: 'spk_1' }],
      first: 40,
      last: 1500,
      completeness: counts('segments', 2),
      texts: { 0: 'Good day.', 1: 'A quote, please.' },
    },
  ],
});

importerContract('azure-batch', {
  files: ['diarized.json', 'iso-only.json'],
  expected: [
    {
      kind: 'call',
      turns: 2,
      participants: [{ id: '1' }, { id: '2' }],
      first: 40,
      last: 2280,
      completeness: counts('segments', 2, { no_speech: 1 }),
    },
  ],
});

importerContract('azure-batch', {
  files: ['two-channels.json'],
  options: { channelSides: { 0: 'customer', 1: 'rep' } },
  expected: [
    {
      kind: 'call',
      turns: 3,
      participants: [
        { id: 'channel 0', side: 'customer', sideSource: 'channel' },
        { id: 'channel 1', side: 'rep', sideSource: 'channel' },
      ],
      first: 40,
      last: 62_280,
      completeness: counts('segments', 3),
      // The file has both phrases of channel 0 first.
      texts: { 1: 'Forty a seat.', 2: 'Fine.' },
    },
  ],
});

importerContract('azure-conversation', {
  files: ['input.json'],
  expected: [
    {
      threadId: 'c-1',
      kind: 'call',
      turns: 2,
      participants: [
        { id: 'Agent', side: 'rep' },
        { id: 'Customer', side: 'customer' },
      ],
      first: 430,
      last: 2000,
      completeness: counts('segments', 2),
    },
    {
      threadId: 'c-2',
      kind: 'chat',
      turns: 2,
      participants: [
        { id: 'p-1', side: 'customer' },
        { id: 'p-2', side: 'rep' },
      ],
      first: null,
      last: null,
      completeness: counts('segments', 2),
    },
  ],
});

importerContract('funasr', {
  files: ['list.json', 'result.json'],
  expected: [
    {
      threadId: 'call_0001',
      kind: 'call',
      turns: 3,
      participants: TWO_VOICES,
      first: 50,
      last: 4000,
      completeness: counts('segments', 4),
      texts: { 0: '您好，我们的预算三十万。', 2: '没有人认领的话。' },
    },
  ],
});

importerContract('tencent-meeting', {
  files: ['minutes.json', 'wecom-text-times.json'],
  options: { staff: ['WU.FANG'] },
  expected: [
    {
      kind: 'meeting',
      turns: 2,
      participants: [
        { id: 'wu.fang', name: '吴芳', side: 'rep', sideSource: 'staff_list' },
        { id: 'ms-77', name: 'Guest Lee' },
      ],
      first: 1000,
      last: 6500,
      completeness: counts('segments', 3),
      texts: { 0: '我们保证三月底上线。', 1: 'sounds good' },
    },
  ],
});

/** The same word spoken at a known moment, in every unit that there is; the end tells a wrong factor as well as the start. */
describe('time units, all as whole milliseconds', () => {
  it.each([
    ['webvtt', 'zoom.vtt', 'hh:mm:ss.mmm', 5790, 13_000],
    ['srt', 'whisperx.srt', 'hh:mm:ss,mmm', 5790, 9514],
    ['vouch-json', 'call.json', 'milliseconds', 0, 900],
    ['whisper', 'whisperx.json', 'seconds', 500, 2250],
    ['deepgram', 'utterances.json', 'seconds', 80, 4005],
    ['deepgram', 'words.json', 'seconds', 80, 4005],
    ['assemblyai', 'utterances.json', 'milliseconds', 170, 1718],
    ['aws-call-analytics', 'call.json', 'milliseconds', 40, 3100],
    ['aws-bda', 'call.json', 'milliseconds', 1620, 2840],
    ['aws-transcribe', 'call.json', 'seconds as texts', 40, 700],
    ['azure-batch', 'diarized.json', 'ticks of 100 ns', 40, 2220],
    ['azure-batch', 'iso-only.json', 'ISO 8601 durations', 40, 2220],
    ['azure-conversation', 'input.json', 'ticks of 100 ns', 430, 1150],
    ['funasr', 'list.json', 'milliseconds', 50, 2605],
    ['tencent-meeting', 'minutes.json', 'milliseconds', 1000, 6000],
    ['tencent-meeting', 'wecom-text-times.json', 'milliseconds as texts', 1000, 6000],
  ])('%s %s: %s', async (importer, file, _unit, startMs, endMs) => {
    const source = await openSample(importer, file);
    expect(recognise(source).read(source, OPTIONS)[0]?.turns[0]).toMatchObject({ startMs, endMs });
  });

  it.each([
    ['deepgram', 'utterances.json', 9870],
    ['assemblyai', 'utterances.json', 9000],
    ['aws-call-analytics', 'call.json', 7000],
    ['azure-batch', 'diarized.json', 7480],
    ['azure-batch', 'two-channels.json', 67_480],
    ['whisper', 'verbose.json', 12_500],
  ])('%s %s: the duration', async (importer, file, durationMs) => {
    const source = await openSample(importer, file);
    expect(recognise(source).read(source, OPTIONS)[0]?.durationMs).toBe(durationMs);
  });
});

describe('what is only in some exports', () => {
  it('keeps no word of a gold label beside a transcript', async () => {
    const source = await openSample('vouch-json', 'call.json');
    expect(JSON.stringify(recognise(source).read(source, OPTIONS))).not.toContain('budgets');
  });

  it('marks what Whisper itself calls a guess, and nothing else', async () => {
    const source = await openSample('whisper', 'verbose.json');
    const turns = recognise(source).read(source, OPTIONS)[0]?.turns ?? [];
    expect(turns.map(({ unreliable }) => unreliable ?? false)).toEqual([false, false, true]);
  });

  it('takes the moment of a call from the settings where the file has none', async () => {
    const source = await openSample('webvtt', 'zoom.vtt');
    const startedAt = '2026-03-02T09:00:00+08:00';
    expect(recognise(source).read(source, { ...OPTIONS, startedAt })[0]?.startedAt).toBe(startedAt);
    expect(recognise(source).read(source, OPTIONS)[0]?.startedAt).toBeNull();
  });

  it('says when personal data was removed before', async () => {
    const source = await openSample('aws-call-analytics', 'call.json');
    expect(recognise(source).read(source, OPTIONS)[0]?.notes).toHaveLength(1);
  });
});
