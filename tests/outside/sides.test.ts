import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { attributeSides } from '../../models/attribution/index.js';
import { Transcript } from '../../models/domain/index.js';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'shared', 'gold', 'dev');

test('with the sides hidden, 95 % of the turns of the labelled conversations get theirs back, and next to none a wrong one', () => {
  let [right, wrong, all] = [0, 0, 0];
  for (const name of readdirSync(folder)) {
    const transcript = Transcript.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    const truth = new Map(transcript.participants.map(({ id, side }) => [id, side]));
    const hidden = transcript.participants.map(({ id }) => ({
      id,
      side: 'unknown' as const,
      sideConfidence: 0,
      sideSource: 'none' as const,
    }));
    const found = new Map(attributeSides({ ...transcript, participants: hidden }).map(({ id, side }) => [id, side]));
    for (const { speaker } of transcript.turns) {
      const side = found.get(speaker ?? '');
      all += 1;
      if (side === truth.get(speaker ?? '')) right += 1;
      else if (side !== 'unknown') wrong += 1;
    }
  }
  expect(all).toBeGreaterThan(1000);
  expect(right / all).toBeGreaterThanOrEqual(0.95);
  expect(wrong / all).toBeLessThanOrEqual(0.01);
});
