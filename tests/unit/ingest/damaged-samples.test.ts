import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { recognise } from '../../../ingest/recognise.js';
import { openSource } from '../../../ingest/source.js';
import { AppError, ImportedConversation } from '../../../models/domain/index.js';
import { OPTIONS, SAMPLES } from './importer-contract.js';

const ROUNDS = 15;

/** Deterministic, so that a failure comes again (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** What happens to files: cut off, bytes changed, a stretch missing, a stretch twice, values of other kinds in JSON. */
function damage(bytes: Buffer, random: () => number): Buffer {
  const at = Math.floor(random() * bytes.length);
  const to = Math.min(bytes.length, at + Math.floor(random() * 200));
  switch (Math.floor(random() * 5)) {
    case 0:
      return bytes.subarray(0, at);
    case 1: {
      const changed = Buffer.from(bytes);
      for (let n = 0; n < 5; n++) changed[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      return changed;
    }
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)]);
    default: {
      const junk = ['null', '[]', '{}', '-1', '1e999', '""', '"\\u0000"', 'true'];
      let left = Math.floor(random() * 20);
      const text = bytes
        .toString('utf8')
        .replace(/(?<=: )(?:"[^"]*"|[\d.]+|null|true)/g, (value) =>
          left-- === 0 ? (junk[Math.floor(random() * junk.length)] ?? value) : value,
        );
      return Buffer.from(text);
    }
  }
}

describe('a damaged file is read in part or refused with a reason, whatever the damage', () => {
  const samples = readdirSync(SAMPLES).flatMap((owner) =>
    readdirSync(join(SAMPLES, owner)).map((file) => join(owner, file)),
  );

  it.each(samples)('%s', async (sample) => {
    const whole = readFileSync(join(SAMPLES, sample));
    const random = randomNumbers(sample.length * 7919);
    for (let round = 0; round < ROUNDS; round++) {
      const bytes = damage(whole, random);
      try {
        const source = await openSource(bytes, 'damaged.dat');
        for (const conversation of recognise(source).read(source, OPTIONS)) {
          const { completeness } = ImportedConversation.parse(conversation);
          expect(completeness.total).toBe(completeness.read + completeness.notices + completeness.unreadable);
        }
      } catch (error) {
        expect(error, `round ${round}`).toBeInstanceOf(AppError);
        expect((error as AppError).message).toContain('damaged.dat');
        expect(['unreadable', 'unsupported_format', 'too_large', 'invalid_input']).toContain((error as AppError).code);
      }
    }
  });
});
