import { expect, test } from 'vitest';

import { createRedactor } from '../../../../models/insight/llm/redact.js';
import { costOf, WINDOW_TOKENS, windowsOf } from '../../../../models/insight/llm/windows.js';
import { readTranscript } from '../../../../models/insight/reading/reading.js';
import { conversation, rules } from '../transcripts.js';

const windows = (lines: readonly string[]) => {
  const transcript = conversation(lines);
  const texts = transcript.turns.map(({ text }) => text);
  return windowsOf(readTranscript(transcript, rules), createRedactor(texts, 'CN'));
};

test('a short conversation is one window, an empty one none', () => {
  expect(windows(['rep: 您好', 'customer: 你好'])).toEqual([
    [
      { turn: 0, side: 'rep', text: '您好' },
      { turn: 1, side: 'customer', text: '你好' },
    ],
  ]);
  expect(windows([])).toEqual([]);
  expect(windows(['rep:  '])).toEqual([]);
});

test('a long one is cut between turns: all are there, none is over the limit, three come twice', () => {
  const made = windows(Array.from({ length: 300 }, (_, i) => `rep: ${i} ${'说得挺多的。'.repeat(8)}`));
  expect(made.length).toBeGreaterThan(4);
  for (const window of made)
    expect(window.reduce((sum, piece) => sum + costOf(piece), 0)).toBeLessThanOrEqual(WINDOW_TOKENS);
  expect(new Set(made.flat().map(({ turn }) => turn)).size).toBe(300);
  for (const [i, window] of made.slice(1).entries()) expect(window.slice(0, 3)).toEqual(made[i]?.slice(-3));
});

test('a turn that is longer than a window is cut after stops, and no placeholder is cut', () => {
  const text = '我们的流程是这样的，先录单，再审核，有问题打 13800138000 找小李。'.repeat(300);
  const made = windows([`customer: ${text}`, 'rep: 明白']);
  const pieces = made.flat().filter(({ turn }) => turn === 0);
  expect(pieces.length).toBeGreaterThan(4);
  for (const piece of pieces) {
    expect(piece.text.length).toBeLessThanOrEqual(2000);
    expect(piece.text.replaceAll('[PHONE-1]', '')).not.toMatch(/[[\]]/);
  }
  const whole = [...new Map(pieces.map((piece) => [piece, piece.text])).values()].join('');
  expect(whole.replaceAll('[PHONE-1]', '13800138000').startsWith(text.slice(0, 5000))).toBe(true);
});

test('what the transcriber guessed is not sent', () => {
  const transcript = conversation(['rep: 您好', 'customer: 嗯嗯']);
  const turns = transcript.turns.map((turn, i) => ({ ...turn, unreliable: i === 1 }));
  const made = windowsOf(readTranscript({ ...transcript, turns }, rules), createRedactor([], 'CN'));
  expect(made.flat().map(({ turn }) => turn)).toEqual([0]);
});
