interface Weighed {
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

/** Phrases that are named as the reason: as many, and each at least this share of the strongest. */
const PHRASES = 3;
const TELLING = 0.3;
/** A word beside one that is named belongs to the phrase when it weighs this share of it. */
const BESIDE = 0.35;
/** What stands so near to the quote is looked at too, and of longer quotes the first so many units. */
const AROUND_UNITS = 16;
const LONGEST_UNITS = 300;

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
/** Words that tell nobody anything, however much they weighed. */
const EMPTY = new Set(
  (
    'a an the and or but so if then than because that this these those there here it its is are was were am be been ' +
    'being to of in on at for as by with from about into out up over all some any other i we you he she they me him us ' +
    'them my our your his her their do does did done have has had having will would could should can may might must ' +
    'what which who where when how just very really also well okay yeah 的 了 是 我 你 您 他 她 它 我们 你们 他们 咱们 这 那 这个 那个 就 也 都 在 和 跟 吧 呢 啊 吗 嘛 有 要 会 把 被 给 嗯 呃 哦 啊 那么 然后 所以 因为 但是 还 又 再 才 到 从 对 跟着 里 上 下 着 过 得 地'
  ).split(' '),
);

/** "i'd", "what's", "they're" tell as little; "don't" and "can't" do tell something. */
const CONTRACTED = /^(?:i|you|we|he|she|it|they|that|there|what|who|where|how|let)['’](?:s|d|m|re|ve|ll)$/;

const isEmpty = (word: string): boolean => EMPTY.has(word) || CONTRACTED.test(word) || !/\p{L}/u.test(word);

/**
 * The words and phrases in and around a quote on which most weight lies. What the classifier weighs are characters,
 * words and runs of them; people read words, so each run's weight is spread over what it covers.
 */
export function heaviestPhrases(
  text: string,
  quote: { readonly start: number; readonly end: number },
  runs: readonly Weighed[],
): string[] {
  const from = Math.max(0, quote.start - AROUND_UNITS);
  const to = Math.min(text.length, quote.end + AROUND_UNITS, from + LONGEST_UNITS);
  const weights = new Float64Array(to - from);
  for (const { start, end, weight } of runs)
    for (let at = Math.max(start, from); at < Math.min(end, to); at += 1)
      weights[at - from] = (weights[at - from] as number) + weight / (end - start);
  const words = wordsOf(text.slice(from, to), from, weights).filter(
    ({ start, end }) => end > quote.start && start < quote.end,
  );
  const heaviest = words.filter(({ weight, empty }) => weight > 0 && !empty).sort((a, b) => b.weight - a.weight);
  const chosen = heaviest
    .slice(0, PHRASES)
    .filter(({ weight }) => weight >= TELLING * (heaviest[0]?.weight ?? 0))
    .sort((a, b) => a.start - b.start);
  return joined(
    text,
    chosen.map((word) => withNeighbours(text, word, words)),
  );
}

interface Word extends Weighed {
  /** It tells nothing by itself. */
  readonly empty: boolean;
}

/** The words of a stretch that begins at `from`, with their weight. */
function wordsOf(stretch: string, from: number, weights: Float64Array): Word[] {
  return Array.from(segmenter.segment(stretch)).flatMap(({ segment, index, isWordLike }): Word[] => {
    if (isWordLike !== true) return [];
    const [start, end] = [from + index, from + index + segment.length];
    const weight = weights.subarray(index, index + segment.length).reduce((sum, one) => sum + one, 0);
    return [{ start, end, weight, empty: isEmpty(segment.toLowerCase()) }];
  });
}

/** A Chinese word of one character says little alone: it takes a neighbour with it, as does any that weigh much too. */
function withNeighbours(text: string, word: Word, words: readonly Word[]): { start: number; end: number } {
  const at = words.indexOf(word);
  const touches = (a: Word | undefined, b: Word | undefined): boolean =>
    a !== undefined && b !== undefined && /^ ?$/.test(text.slice(a.end, b.start));
  const [before, after] = [words[at - 1], words[at + 1]];
  const density = ({ start, end, weight }: Word): number => weight / (end - start);
  const heavy = (other: Word | undefined): boolean =>
    other !== undefined && !other.empty && density(other) >= BESIDE * density(word);
  const alone = word.end - word.start === 1 && /\p{Script=Han}/u.test(text.slice(word.start, word.end));
  const takesAfter = touches(word, after) && ((alone && after?.empty === false) || heavy(after));
  const takesBefore = touches(before, word) && (heavy(before) || (alone && !takesAfter));
  return {
    start: takesBefore ? (before as Word).start : word.start,
    end: takesAfter ? (after as Word).end : word.end,
  };
}

/** Phrases that touch or overlap are one. */
function joined(text: string, phrases: readonly { start: number; end: number }[]): string[] {
  const kept: { start: number; end: number }[] = [];
  for (const { start, end } of phrases) {
    const last = kept.at(-1);
    if (last && (start <= last.end || text.slice(last.end, start) === ' ')) last.end = Math.max(last.end, end);
    else kept.push({ start, end });
  }
  return kept.map(({ start, end }) => text.slice(start, end));
}
