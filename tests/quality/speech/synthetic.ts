/** The bundled model on what espeak-ng says here and now: sentences that it never learnt, and voices that it never heard. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { speakEach } from '../../../fixtures/speak.mjs';
import type { Counts } from '../../../models/quality/alignment.js';
import { standardError } from '../../../models/quality/standard-error.js';
import { telephoned } from '../../../models/quality/telephone.js';
import { characterErrors, normalize, rates, wordErrors } from '../../../models/quality/wer.js';
import { LONGEST_STRETCH_MS, SAMPLE_RATE, type SpeechEngine } from '../../../models/transcriber/engine.js';
import { packageRoot } from '../../../storage/package-root.js';
import type { Figure } from './report.js';
import { breaths } from './spoken.js';

interface Sentence {
  readonly language: 'zh' | 'en';
  readonly text: string;
  /** espeak-ng's name of the voice variant. */
  readonly voice: string;
}

/** `HELD_OUT` in models/speech/training/synthesize.py. */
const NEVER_HEARD = ['m7', 'f4', 'belinda', 'Andy', 'david', 'steph2', 'Marco', 'Gene2', 'linda', 'edward2'];
const LANGUAGES = { en: 'English, words', zh: 'Chinese, characters' } as const;
/** Sentences of each set and language in the short form: most where the bar is near, and as many as half a minute allows. */
const FEW = { grammar: 12, corpus: 48, dialogues: 20 };
/** Sentences that are spoken at once: a few minutes, which memory holds. */
const AT_ONCE = 50;

/** The same numbers every time (Park and Miller 1988), from 0 to `below`. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 16_807) % 2_147_483_647) % below;
}

/**
 * Figures of the bundled engine. The short form has a part of the sentences: its figures come with their standard
 * errors, and do not fail the report.
 */
export async function syntheticFigures(
  engine: SpeechEngine,
  shared: string,
  { short, progress }: { short: boolean; progress: (done: string) => void },
): Promise<Figure[]> {
  if (spawnSync('espeak-ng', ['--version']).status !== 0)
    return [
      { name: 'bundled on synthetic speech', value: null, unit: '%', bar: null, note: 'not run: espeak-ng is missing' },
    ];
  const asked = (all: readonly Sentence[], count: number): readonly Sentence[] =>
    short
      ? (['en', 'zh'] as const).flatMap((one) =>
          spread(
            all.filter(({ language }) => language === one),
            count,
          ),
        )
      : all;
  const figure = (sentences: readonly Counted[], of: (some: readonly Counted[]) => number) => ({
    value: of(sentences),
    counted: !short,
    ...(short && { standardError: standardError(sentences, of) }),
  });
  const known = JSON.parse(
    readFileSync(join(packageRoot, 'models', 'speech', 'training', 'test-sentences.json'), 'utf8'),
  ) as Record<'grammar' | 'corpus', Sentence[]>;
  const figures: Figure[] = [];
  for (const [name, set] of [
    ['new sentences of its grammar, seen voices', 'grammar'],
    ['new sentences of the corpus, seen voices', 'corpus'],
  ] as const) {
    const found = await errorsOf(engine, asked(known[set], FEW[set]), [(sound) => sound], (done) =>
      progress(`${name}: ${done}`),
    );
    for (const language of ['en', 'zh'] as const)
      figures.push({
        name: `bundled, ${name}: ${LANGUAGES[language]} wrong`,
        ...figure(found[language], wide),
        unit: '%',
        bar: { atMost: 8 },
        note: `of ${totalOf(found[language])}`,
      });
  }
  const spoken = await errorsOf(
    engine,
    asked(dialogues(shared), FEW.dialogues),
    [(sound) => sound, telephoned],
    (done) => progress(`gold/dev in voices never heard: ${done}`),
  );
  for (const language of ['en', 'zh'] as const)
    figures.push(
      {
        name: `bundled, gold/dev in voices never heard: ${LANGUAGES[language]} wrong`,
        ...figure(spoken[language], wide),
        unit: '%',
        bar: { atMost: 25 },
        note: `of ${totalOf(spoken[language])}`,
      },
      {
        name: `the same at 8 kHz mu-law: ${LANGUAGES[language]} wrong, in times that`,
        ...figure(spoken[language], (some) => phone(some) / wide(some)),
        unit: 'x',
        bar: { atMost: 1.3 },
        note: `${phone(spoken[language]).toFixed(1)} %`,
      },
    );
  return figures;
}

/** So many, evenly from all: one after the other they would be of few speakers. */
const spread = (all: readonly Sentence[], count: number): readonly Sentence[] =>
  all.filter((_, i) => Math.floor((i * count) / all.length) !== Math.floor(((i - 1) * count) / all.length));

/** A sentence's errors on each line. */
type Counted = readonly Counts[];

const percentWrong =
  (line: number) =>
  (some: readonly Counted[]): number =>
    100 * rates(some.map((counts) => counts[line] as Counts)).rate;
const [wide, phone] = [percentWrong(0), percentWrong(1)];
const totalOf = (some: readonly Counted[]): number => rates(some.map((counts) => counts[0] as Counts)).total;

/** @param lines what becomes of the sound on its way */
async function errorsOf(
  engine: SpeechEngine,
  sentences: readonly Sentence[],
  lines: readonly ((sound: Float32Array) => Float32Array)[],
  progress: (done: string) => void,
): Promise<Record<'zh' | 'en', Counted[]>> {
  const roll = dice(5);
  const counted: Record<'zh' | 'en', Counted[]> = { zh: [], en: [] };
  const asked = sentences.map(({ language, text, voice }) => ({
    ...{ language, text, variant: voice },
    ...{ pitch: 30 + roll(36), speed: 140 + roll(51), dialect: roll(3) === 0 ? 'en' : 'en-us' },
  }));
  for (let from = 0; from < asked.length; from += AT_ONCE) {
    const some = asked.slice(from, from + AT_ONCE);
    for (const [n, sound] of speakEach(some).entries()) {
      const { language, text } = some[n] as (typeof some)[number];
      // A tenth of a second to nearly the longest that an engine takes, as in training.
      if (sound.length < SAMPLE_RATE / 10 || sound.length > ((LONGEST_STRETCH_MS - 1000) * SAMPLE_RATE) / 1000)
        continue;
      const errors = language === 'zh' ? characterErrors : wordErrors;
      const counts: Counts[] = [];
      for (const line of lines) {
        const heard = await engine.recognise(line(sound), { language: 'auto' });
        counts.push(errors(normalize(text), normalize(heard.text)));
      }
      counted[language].push(counts);
    }
    progress(`${Math.min(from + AT_ONCE, asked.length)} of ${asked.length} sentences`);
  }
  return counted;
}

/** The dialogues of gold/dev in breaths; each speaker has a voice that is not in training. */
function dialogues(shared: string): Sentence[] {
  const folder = join(shared, 'gold', 'dev');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name, n) => {
      const { language, turns } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
        language: string;
        turns: { speaker: string; text: string }[];
      };
      if (language !== 'zh' && language !== 'en') return [];
      const speakers = [...new Set(turns.map(({ speaker }) => speaker))].sort();
      return turns.flatMap(({ speaker, text }) => {
        const voice = NEVER_HEARD[(3 * n + speakers.indexOf(speaker)) % NEVER_HEARD.length] as string;
        return breaths(language, text).map((said) => ({ language, text: said, voice }));
      });
    });
}
