/** Writes figures out the way they are spoken, and cuts turns into breaths: as models/speech/training/spoken.py and texts.py do. */
const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ORDINALS: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};
const MONEY: Readonly<Record<string, string>> = { $: 'dollars', '£': 'pounds', '€': 'euros', '¥': 'yuan' };
const SCALES: Readonly<Record<string, string>> = { k: 'thousand', m: 'million', bn: 'billion' };
const HAN_DIGITS = '零一二三四五六七八九';
const NUMBER = String.raw`\d[\d,]*(?:\.\d+)?`;

/** 48200 -> 'forty eight thousand two hundred'. */
function englishNumber(n: number): string {
  if (n < 20) return ONES[n] as string;
  if (n < 100) return `${TENS[Math.floor(n / 10)]}${n % 10 ? ` ${ONES[n % 10]}` : ''}`;
  for (const [size, name] of [
    [1e9, 'billion'],
    [1e6, 'million'],
    [1000, 'thousand'],
    [100, 'hundred'],
  ] as const)
    if (n >= size)
      return `${englishNumber(Math.floor(n / size))} ${name}${n % size ? ` ${englishNumber(n % size)}` : ''}`;
  return '';
}

function englishOrdinal(n: number): string {
  const words = englishNumber(n).split(' ');
  const last = words.pop() as string;
  const regular = last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`;
  return [...words, ORDINALS[last] ?? regular].join(' ');
}

function englishYear(n: number): string {
  if (n % 1000 < 10) return englishNumber(n);
  const tail = n % 100;
  const after = tail === 0 ? 'hundred' : tail < 10 ? `oh ${ONES[tail]}` : englishNumber(tail);
  return `${englishNumber(Math.floor(n / 100))} ${after}`;
}

function englishDecimal(written: string): string {
  const text = written.replaceAll(',', '');
  const digits = (part: string): string => [...part].map((digit) => ONES[Number(digit)]).join(' ');
  const [whole = '', part] = text.split('.');
  if (part !== undefined) return `${englishNumber(Number(whole))} point ${digits(part)}`;
  return text.length > 12 || (text.length > 1 && text.startsWith('0')) ? digits(text) : englishNumber(Number(text));
}

/** Words and apostrophes only; letters keep their case, so that abbreviations are spelled. */
function english(text: string): string {
  return text
    .replace(/[’‘]/g, "'")
    .replace(
      new RegExp(String.raw`([$£€¥])\s?(${NUMBER})\s?(k|m|bn)?\b`, 'gi'),
      (_, sign: string, n: string, scale = '') =>
        ` ${[englishDecimal(n), SCALES[(scale as string).toLowerCase()], MONEY[sign]].filter(Boolean).join(' ')} `,
    )
    .replace(/\b(\d{1,2}):(\d\d)\b/g, (_, hour: string, minute: string) => {
      const past = minute.startsWith('0') ? `oh ${ONES[Number(minute)]}` : englishNumber(Number(minute));
      return `${englishNumber(Number(hour))}${minute === '00' ? '' : ` ${past}`}`;
    })
    .replace(new RegExp(String.raw`(${NUMBER})\s?%`, 'g'), (_, n: string) => `${englishDecimal(n)} percent`)
    .replace(/\b(\d+)(?:st|nd|rd|th)\b/g, (_, n: string) => englishOrdinal(Number(n)))
    .replace(new RegExp(String.raw`\b(${NUMBER})k\b`, 'gi'), (_, n: string) => `${englishDecimal(n)} thousand`)
    .replace(/(?<![\d.,])(1[89]\d\d|20\d\d)(?![\d.,]\d)/g, (_, year: string) => ` ${englishYear(Number(year))} `)
    .replace(new RegExp(NUMBER, 'g'), (n) => ` ${englishDecimal(n.replace(/,+$/, ''))} `)
    .replaceAll('&', ' and ')
    .replaceAll('@', ' at ')
    .replace(/[^A-Za-z' ]+|(?<![A-Za-z])'|'(?![A-Za-z])/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** 32400 -> '三万二千四百'. */
function chineseNumber(n: number): string {
  for (const [size, name] of [
    [1e8, '亿'],
    [1e4, '万'],
  ] as const)
    if (n >= size) {
      const rest = n % size;
      const after = rest ? `${rest < size / 10 ? '零' : ''}${chineseNumber(rest)}` : '';
      return `${chineseNumber(Math.floor(n / size))}${name}${after}`;
    }
  let [out, zero] = ['', false];
  for (const [size, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(n / size) % 10;
    if (digit > 0) out += `${zero && out ? '零' : ''}${HAN_DIGITS[digit]}${name}`;
    zero = digit === 0;
  }
  return (out.startsWith('一十') ? out.slice(1) : out) || '零';
}

const hanDigits = (text: string): string => [...text].map((digit) => HAN_DIGITS[Number(digit)]).join('');

function chineseDecimal(written: string): string {
  const text = written.replaceAll(',', '');
  const [whole = '', part] = text.split('.');
  if (part !== undefined) return `${chineseNumber(Number(whole))}点${hanDigits(part)}`;
  return text.length > 8 || (text.length > 1 && text.startsWith('0')) ? hanDigits(text) : chineseNumber(Number(text));
}

/** Han characters, Latin letters, and a space where the speaker pauses. */
function chinese(text: string): string {
  const minutes = (written: string): string =>
    written === '00'
      ? ''
      : written === '30'
        ? '半'
        : `${written.startsWith('0') ? '零' : ''}${chineseNumber(Number(written))}分`;
  return text
    .replace(new RegExp(String.raw`(${NUMBER})\s?%`, 'g'), (_, n: string) => `百分之${chineseDecimal(n)}`)
    .replace(
      new RegExp(String.raw`[¥￥]\s?(${NUMBER})(万|亿)?`, 'g'),
      (_, n: string, scale = '') => `${chineseDecimal(n)}${scale as string}元`,
    )
    .replace(/(?<!\d)(\d{4})(?=年)/g, (_, year: string) => hanDigits(year))
    .replace(
      /(?<!\d)(\d{1,2})[:：](\d\d)(?!\d)/g,
      (_, hour: string, minute: string) => `${chineseNumber(Number(hour))}点${minutes(minute)}`,
    )
    .replace(new RegExp(NUMBER, 'g'), (n) => chineseDecimal(n.replace(/,+$/, '')))
    .replace(/[^\u4e00-\u9fffA-Za-z]+/g, ' ')
    .trim();
}

/** A turn as it is spoken, in breaths of at most 25 words or 40 characters where it has punctuation to breathe at. */
export function breaths(language: 'zh' | 'en', text: string): string[] {
  const longest = language === 'zh' ? 40 : 25;
  const pieces = text.split(/[,.?!;:，。？！；：、…—()（）"“”]+(?=\s|$|[^0-9])|\n|\s-\s/);
  const sizeOf = (said: string): number =>
    language === 'zh' ? said.replaceAll(' ', '').length : said.split(' ').filter(Boolean).length;
  const out: string[] = [];
  let held = '';
  for (const piece of pieces) {
    const said = language === 'zh' ? chinese(piece) : english(piece);
    if (held && sizeOf(held) + sizeOf(said) > longest) {
      out.push(held);
      held = '';
    }
    held = [held, said].filter(Boolean).join(' ');
  }
  if (held) out.push(held);
  return out.filter((said) => sizeOf(said) <= 2 * longest);
}
