/** Blanks that typing and recognizers put between a number and what it counts: “5 月 20 号”, “三 周 之内”, “二 十 号”. */
const INSIDE =
  /(?<=\d) (?=[年月号日周天点个份星礼季小分工半上中下底初末钟])|(?<=[年月第周期拜到至]) (?=\d)|(?<=\d ?个) (?=[年月周星礼小季工])|(?<=[天周月年号日]) (?=[之以]?[内前后](?![天面来])|[底初末])|(?<=[一二三四五六七八九十]) (?=月)|(?<=月份?) (?=[一二三四五六七八九十]{1,3} ?[号日])|(?<=月份? ?[一二三四五六七八九十]{1,3}) (?=[号日])/g;

/** A text without those blanks, and where its units stood. */
export interface Squeezed {
  readonly text: string;
  /** The offset, in the text as it was, of an offset into `text`. */
  readonly at: (offset: number) => number;
}

const MAY_HAVE = /[\d一-鿿] [\d一-鿿]/;

/** Takes the blanks out of dates and spans, and remembers where they were. */
export function squeeze(folded: string): Squeezed {
  if (!MAY_HAVE.test(folded)) return { text: folded, at: (offset) => offset };
  // Where a blank was taken out, as offsets into the text without them.
  const gaps: number[] = [];
  const text = folded.replace(INSIDE, (_, offset: number) => {
    gaps.push(offset - gaps.length);
    return '';
  });
  return { text, at: (offset) => offset + gapsBefore(gaps, offset) };
}

/** How many of these stand before an offset, by halving: a long text has many. */
function gapsBefore(gaps: readonly number[], offset: number): number {
  let [from, to] = [0, gaps.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((gaps[middle] as number) < offset) from = middle + 1;
    else to = middle;
  }
  return from;
}
