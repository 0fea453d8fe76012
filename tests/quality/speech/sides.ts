/** Who is the rep, told from what is said alone: the labelled conversations with their sides hidden. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { attributeSides } from '../../../models/attribution/index.js';
import { Transcript } from '../../../models/domain/index.js';

export interface SideFigures {
  /** Turns; those whose side was found, and those that were given a wrong one. */
  readonly all: number;
  readonly right: number;
  readonly wrong: number;
}

/** @param shared the folder beside the repository */
export function hiddenSides(shared: string): SideFigures {
  const folder = join(shared, 'gold', 'dev');
  let [all, right, wrong] = [0, 0, 0];
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
  return { all, right, wrong };
}
