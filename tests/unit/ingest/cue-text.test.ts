import { describe, expect, it } from 'vitest';

import { cleanName, isGenericLabel, speakerPrefix, voicesIn } from '../../../ingest/transcripts/cue-text.js';

describe('a speaker before a colon', () => {
  it.each([
    ['Christina: Lorem ipsum', 'Christina', 'Lorem ipsum'],
    ['mara voss: lower case', 'mara voss', 'lower case'],
    ['Jean-Luc de la Cruz: oui', 'Jean-Luc de la Cruz', 'oui'],
    ['[SPEAKER_00]: hi', 'SPEAKER_00', 'hi'],
    ['>> Bob: hi', 'Bob', 'hi'],
    ['周敏：您好', '周敏', '您好'],
    ['周敏:您好', '周敏', '您好'],
    ['+1 (555) 010-9999: calling in', '+1 (555) 010-9999', 'calling in'],
    ['Bob: at 10:30: sharp', 'Bob', 'at 10:30: sharp'],
  ])('%s', (text, name, rest) => {
    expect(speakerPrefix(text)).toMatchObject({ name, text: rest });
  });

  it.each([
    '10:30 Meeting: we start',
    '10：30 开会',
    '会议时间:10点',
    '会议时间：三点',
    'https://example.com is the page',
    'the ratio is 3:1 today',
    'Well, what do you say? One thing: no',
    'the one thing that we all should know today: it works',
    'Note: nothing is signed',
    'Bob:',
    '12: 30',
    '[Music]',
    'no colon at all',
    ': words',
  ])('not in “%s”', (text) => {
    expect(speakerPrefix(text)).toBeNull();
  });
});

describe('voice tags', () => {
  it.each([
    ['<v Ann Lee>Hello.</v>', [['Ann Lee', 'Hello.']]],
    ['<v Ann Lee>Hello.', [['Ann Lee', 'Hello.']]],
    ['<v.loud.first Ann>Hello\nthere.</v>', [['Ann', 'Hello there.']]],
    [
      '<v Ann>One.</v><v Bob>Two.</v>',
      [
        ['Ann', 'One.'],
        ['Bob', 'Two.'],
      ],
    ],
    [
      'Before <v Ann>one</v> after',
      [
        [null, 'Before'],
        ['Ann', 'one'],
        [null, 'after'],
      ],
    ],
    ['<v 王芳>你好，\n再见。</v>', [['王芳', '你好，再见。']]],
    ['<v>Nobody.</v>', [[null, 'Nobody.']]],
    ['<v Ann></v>', []],
    ['<c.red>Red</c> <i>and</i> <00:00:01.000>late &amp; &#20320; &amp;lt;', [[null, 'Red and late & 你 &lt;']]],
    [
      '<vip>3 < 4 &bogus; &#0; &#xD800; <script>alert(1)</script>',
      [[null, '<vip>3 < 4 &bogus; &#0; &#xD800; <script>alert(1)</script>']],
    ],
  ])('%s', (payload, voices) => {
    expect(voicesIn(payload).map(({ name, text }) => [name, text])).toEqual(voices);
  });
});

describe('names', () => {
  it.each([
    ['Dan BrookExternal unfamiliar', 'Dan Brook'],
    ['Dan Brook External unfamiliar', 'Dan Brook'],
    ['Dan BrookUnverified', 'Dan Brook'],
    ['Dan Brook (Unverified)', 'Dan Brook'],
    ['Dan Brook (External)', 'Dan Brook'],
    ['  Dan \u00a0 Brook ', 'Dan Brook'],
    ['Unverified', 'Unverified'],
    ['Team External', 'Team External'],
    ['Dan Brook (Guest)', 'Dan Brook (Guest)'],
    ['Verified Traders', 'Verified Traders'],
    ['', null],
  ])('“%s” is %s', (raw, name) => {
    expect(cleanName(raw)).toBe(name);
  });

  it.each([
    ['SPEAKER_00', true],
    ['Speaker 1', true],
    ['spk_2', true],
    ['说话人 3', true],
    ['发言人1', true],
    ['Speaker Pelosi', false],
    ['Ann', false],
    ['Vocal 7', false],
    ['王说话人', false],
  ])('%s counts a voice: %s', (label, expected) => {
    expect(isGenericLabel(label)).toBe(expected);
  });
});
