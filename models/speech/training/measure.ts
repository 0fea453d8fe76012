/**
 * Word and character errors of the bundled model on what test_set.py spoke:
 *
 *   npx esbuild models/speech/training/measure.ts --bundle --packages=external --platform=node --format=esm --outfile=dist/measure.mjs
 *   node dist/measure.mjs FOLDER
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { telephoned } from '../../quality/telephone.js';
import { characterErrors, normalize, rates, wordErrors } from '../../quality/wer.js';
import { openBundledEngine } from '../../transcriber/bundled.js';
import { SAMPLE_RATE } from '../../transcriber/engine.js';

interface Sentence {
  readonly language: 'zh' | 'en';
  readonly words: readonly string[];
  readonly samples: number;
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('Give the folder that test_set.py wrote.');
const engine = await openBundledEngine({ threads: 1 });
for (const file of (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()) {
  const name = file.slice(0, -'.json'.length);
  const sentences = JSON.parse(await readFile(join(folder, file), 'utf8')) as Sentence[];
  const raw = await readFile(join(folder, `${name}.pcm`));
  const pcm = Float32Array.from({ length: raw.length / 2 }, (_, i) => raw.readInt16LE(i * 2) / 32768);
  for (const [line, sound] of [
    ['16 kHz', (samples: Float32Array) => samples],
    ['8 kHz mu-law', telephoned],
  ] as const) {
    let [at, unreliable] = [0, 0];
    const counts = [];
    const before = process.cpuUsage();
    for (const { language, words, samples } of sentences) {
      const heard = await engine.recognise(sound(pcm.slice(at, at + samples)), { language: 'auto' });
      at += samples;
      if (!heard.reliable) unreliable += 1;
      const errors = language === 'zh' ? characterErrors : wordErrors;
      counts.push(errors(normalize(words.join(language === 'zh' ? '' : ' ')), normalize(heard.text)));
    }
    const { user, system } = process.cpuUsage(before);
    const { rate, total } = rates(counts);
    process.stdout.write(
      `${[
        `${name}, ${line}: ${(100 * rate).toFixed(1)} % of ${total} wrong`,
        `${unreliable} of ${sentences.length} marked unreliable`,
        `${((user + system) / 1e6 / (pcm.length / SAMPLE_RATE)).toFixed(3)} s of processor a second`,
      ].join('; ')}\n`,
    );
  }
}
await engine.close();
