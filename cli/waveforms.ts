import { LRUCache } from 'lru-cache';

import type { ApiContext } from '../api/context.js';
import type { Ffmpeg } from '../ingest/audio/ffmpeg.js';
import { cutClip } from '../ingest/audio/clip.js';
import { fewAtOnce } from '../ingest/audio/few-at-once.js';
import { readWaveform, type Waveform } from '../ingest/audio/waveform.js';
import { recordingKey, type ObjectStore } from '../storage/object-store.js';

/** An hour of stereo is 20 kB once it is drawn. */
const KEPT = 200;

/** One ffmpeg uses one core. With five minutes as the longest clip, who waits behind sixteen waits some 20 s. */
const CUTTING = {
  running: 2,
  waiting: 16,
  full: 'Many clips are being cut at the moment: try again in a few seconds.',
};

interface Deps {
  readonly ffmpeg: () => Promise<Ffmpeg>;
  readonly store: Pick<ObjectStore, 'read' | 'localPath'>;
  readonly spoolDir: string;
}

/** Each recording is measured once while the program runs, however many look at it at the same time. */
export function waveforms({ ffmpeg, store, spoolDir }: Deps): ApiContext['waveform'] {
  const kept = new LRUCache<string, Promise<Waveform>>({ max: KEPT });
  return ({ sha256, fileName }) => {
    const known = kept.get(sha256);
    if (known !== undefined) return known;
    const sound = { fileName, open: () => store.read(recordingKey(sha256)) };
    const measured = ffmpeg().then((found) => readWaveform(found, spoolDir, sound, new AbortController().signal));
    kept.set(sha256, measured);
    measured.catch(() => kept.delete(sha256)); // the next one tries again; this one hears of it
    return measured;
  };
}

/** Cut anew each time: who asks for one keeps it. */
export function clips({ ffmpeg, store, spoolDir }: Deps, cutting = CUTTING): ApiContext['clip'] {
  const inTurn = fewAtOnce(cutting);
  return ({ sha256, fileName }, range, signal) => {
    const key = recordingKey(sha256);
    const path = store.localPath?.(key);
    const sound = { fileName, ...(path && { path }), open: () => store.read(key) };
    return inTurn(signal, async () => cutClip(await ffmpeg(), spoolDir, sound, range, signal));
  };
}
