/** The bundled model on what espeak-ng says here and now: sentences that it never learnt, and voices that it never heard. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { speakEach } from '../../../fixtures/speak.mjs';
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
/** Sentences of each set and language in the short form. */
const FEW = 6;
/** Sentences that are spoken at once: a few minutes, which memory holds. */
const AT_ONCE = 50;

/** The same numbers every time (Park and Miller 1988), from 0 to `below`. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 16_807) % 2_147_483_647) % below;
}

/** Figures of the bundled engine; the short form has too few sentences for a bar to mean much, so they do not count there. */
export async function syntheticFigures(
  engine: SpeechEngine,
  shared: string,
  { short, progress }: { short: boolean; progress: (done: string) => void },
): Promise<Figure[]> {
  if (spawnSync('espeak-ng', ['--version']).status !== 0)
    return [
      { name: 'bundled on synthetic speech', value: null, unit: '%', bar: null, note: 'not run: espeak-ng is missing' },
    ];
  const few = (all: readonly Sentence[]): Sentence[] =>
    short
      ? (['en', 'zh'] as const).flatMap((one) => all.filter(({ language }) => language === one).slice(0, FEW))
      : [...all];
  const known = JSON.parse(
    readFileSync(join(packageRoot, 'models', 'speech', 'training', 'test-sentences.json'), 'utf8'),
  ) as Record<'grammar' | 'corpus', Sentence[]>;
  const figures: Figure[] = [];
  for (const [name, sentences] of [
    ['new sentences of its grammar, seen voices', known.grammar],
    ['new sentences of the corpus, seen voices', known.corpus],
  ] as const) {
    const found = await errorsOf(engine, few(sentences), [(sound) => sound], (done) => progress(`${name}: ${done}`));
    for (const { language, wrong, total } of found)
      figures.push({
        name: `bundled, ${name}: ${LANGUAGES[language]} wrong`,
        value: 100 * (wrong[0] as number),
        unit: '%',
        bar: { atMost: 8 },
        note: `of ${total}`,
        counted: !short,
      });
  }
  const spoken = await errorsOf(engine, few(dialogues(shared)), [(sound) => sound, telephoned], (done) =>
    progress(`gold/dev in voices never heard: ${done}`),
  );
  for (const { language, wrong, total } of spoken) {
    const [wide, phone] = wrong as [number, number];
    figures.push(
      {
        name: `bundled, gold/dev in voices never heard: ${LANGUAGES[language]} wrong`,
        value: 100 * wide,
        unit: '%',
        bar: { atMost: 25 },
        note: `of ${total}`,
        counted: !short,
      },
      {
        name: `the same at 8 kHz mu-law: ${LANGUAGES[language]} wrong, in times that`,
        value: phone / wide,
        unit: 'x',
        bar: { atMost: 1.3 },
        note: `${(100 * phone).toFixed(1)} %`,
        counted: !short,
      },
    );
  }
  return figures;
}

interface Errors {
  readonly language: 'zh' | 'en';
  /** The rate on each line. */
  readonly wrong: readonly number[];
  readonly total: number;
}

/** @param lines what becomes of the sound on its way */
async function errorsOf(
  engine: SpeechEngine,
  sentences: readonly Sentence[],
  lines: readonly ((sound: Float32Array) => Float32Array)[],
  progress: (done: string) => void,
): Promise<Errors[]> {
  const roll = dice(5);
  const counted = {
    zh: lines.map(() => [] as ReturnType<typeof wordErrors>[]),
    en: lines.map(() => [] as ReturnType<typeof wordErrors>[]),
  };
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
      for (const [i, line] of lines.entries()) {
        const heard = await engine.recognise(line(sound), { language: 'auto' });
        const errors = language === 'zh' ? characterErrors : wordErrors;
        counted[language][i]?.push(errors(normalize(text), normalize(heard.text)));
      }
    }
    progress(`${Math.min(from + AT_ONCE, asked.length)} of ${asked.length} sentences`);
  }
  return (['en', 'zh'] as const).map((language) => {
    const all = counted[language].map((each) => rates(each));
    return { language, wrong: all.map(({ rate }) => rate), total: all[0]?.total ?? 0 };
  });
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
