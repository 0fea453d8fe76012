// Makes wordings.json: how much each wording speaks for a rep (above 0) or a customer (below), learnt from the
// training part of models/insight/corpus by logistic regression. The same input gives the same file.
//   node models/attribution/train.mjs
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

import { readCorpus } from '../insight/corpus/read.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const corpus = join(here, '..', 'insight', 'corpus', 'train');
/** A wording that fewer turns, or the speakers of fewer conversations, have is a name or an accident. */
const LEAST_CONVERSATIONS = 4;
const EPOCHS = 12;
const RATE = 0.15;
const DECAY = 2e-5;
/** Wordings beyond these add nothing on the validation part. */
const KEPT = 8_000;

const bundle = await build({ entryPoints: [join(here, 'wordings.ts')], write: false, format: 'esm', bundle: true });
const { wordingsOf } = await import(
  `data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].text).toString('base64')}`
);

const turns = readCorpus(corpus).flatMap((conversation, number) => {
  const side = new Map(conversation.participants.map((one) => [one.id, one.side]));
  return conversation.turns
    .filter((turn) => side.get(turn.speaker) === 'rep' || side.get(turn.speaker) === 'customer')
    .map((turn) => ({ number, label: side.get(turn.speaker) === 'rep' ? 1 : 0, wordings: [...wordingsOf(turn.text)] }));
});
const seenIn = new Map();
for (const { number, wordings } of turns)
  for (const wording of wordings) (seenIn.get(wording) ?? seenIn.set(wording, new Set()).get(wording)).add(number);
const known = new Set([...seenIn].filter(([, seen]) => seen.size >= LEAST_CONVERSATIONS).map(([wording]) => wording));

const weights = new Map([...known].map((wording) => [wording, 0]));
let bias = 0;
const examples = turns.map(({ label, wordings }) => ({
  label,
  wordings: wordings.filter((wording) => known.has(wording)),
}));
for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
  const rate = RATE / (1 + epoch);
  for (const { label, wordings } of shuffled(examples, epoch)) {
    const logit = wordings.reduce((sum, wording) => sum + weights.get(wording), bias);
    const step = rate * (label - 1 / (1 + Math.exp(-logit)));
    bias += step * 0.1;
    for (const wording of wordings) weights.set(wording, weights.get(wording) * (1 - DECAY) + step);
  }
}

const kept = [...weights]
  .map(([wording, weight]) => [wording, Math.round(weight * 100) / 100])
  .filter(([, weight]) => weight !== 0)
  .sort(([a, x], [b, y]) => Math.abs(y) - Math.abs(x) || (a < b ? -1 : 1))
  .slice(0, KEPT)
  .sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(
  join(here, 'wordings.json'),
  `{\n  "bias": ${Math.round(bias * 100) / 100},\n  "weights": {\n${kept.map(([wording, weight]) => `    ${JSON.stringify(wording)}: ${weight}`).join(',\n')}\n  }\n}\n`,
);
console.log(`${turns.length} turns, ${known.size} wordings known, ${kept.length} kept`);

/** In an order that the number of the epoch decides (a linear congruential generator). */
function shuffled(all, epoch) {
  let seed = 12_345 + epoch;
  const order = [...all];
  for (let i = order.length - 1; i > 0; i -= 1) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const j = seed % (i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
