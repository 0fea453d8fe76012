import type { DateTime } from 'luxon';

/** A time found by a grammar; `from` counts a span from another day than the one it was said on. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly date: DateTime | null;
  /** Only of spans: "within two weeks". */
  readonly from?: (day: DateTime) => DateTime | null;
  /** The span moves a day that was named before: “晚一周”, "two weeks later than planned". */
  readonly moves?: boolean;
}

/** How far before a span, and after it, its event is looked for. */
const BEFORE = 60;
const AFTER = 40;
/** Between the day of an event and the words that count from it. */
const CLOSE = 24;

/** What may stand between the event and the span that counts from it: “收到定金后，我们最快三周”. */
const ZH_BETWEEN =
  '(?:[,，、 ]|之内|的|我们?|咱们?|这边|大概|大约|约|差不多|最快|最多|最迟|最晚|最长|一般|基本上?|争取|应该|可以|能|就|都|是|在|保证|承诺|肯定|一定|会|需要|要|给您?|您|工期|交期|货期|满|第|个|半|[\\d一二两三四五六七八九十]|[到至~-])*$';
/** 付款之后, 签约之日起, 合同一签: something happens. Not 然后, 最后, 会后, 电话后. */
const ZH_EVENT = new RegExp(
  [
    `(?:(?<![然最今随往售前先背落幕滞午饭会课话挂掉稍过])[之以]后|(?<![然最今随往售前先背落幕滞午饭会课话挂掉稍过之以])后)${ZH_BETWEEN}`,
    `(?:[之当][日天]|[日号]|签约|签订|付款|收货|验收|开工|进场|开始|今天|明天|周[一二三四五六日天])(?:算|计)?起${ZH_BETWEEN}`,
    `(?:签(?:完|了|好|定|订)?(?:合同|单|约|字)|下单|[付打汇]款|付清|到账|验收(?:合格|通过)?|一(?:到账?|签|付|批|确认|下来|到位))${ZH_BETWEEN}`,
    '[收接]到[^,，。]{1,12}$',
  ].join('|'),
);
/** 等合同签了，两周上线. */
const ZH_AWAITS = new RegExp(
  `(?:等(?!会|下|等|一)|一旦)[^。!?;]{2,24}(?:了|好|完|到位|下来|回来|过来|出来|通过|批)[,，]${ZH_BETWEEN}`,
);

/** "of the signed order", "after you pay", "from kickoff"; not "from now". */
const EN_EVENT_AFTER = /^ (?:of|after|from|following|once|upon)\b(?! (?:now|today|this call|the call|us talking)\b)/;
/** "Once the deposit is in, …", "after we get the PO, …", "when you have signed, …"; not "after the call". */
const EN_EVENT_BEFORE =
  /\b(?:(?<!at )once|after|as soon as|upon|following|from the (?:day|date|moment)|when (?=[^.!?]{0,30}\b(?:sign|paid|pay|arriv|receiv|get|got|approv|confirm|order|clear|is in\b|comes? (?:in|through))))(?! (?:again|a |an |per |more|in a|all|lunch|noon|work|hours|this|the call|we hang|i hang|i get off|i'm off|i am off|\d|(?:one|two|three|four|five|six|ten) (?:day|week|month|hour)))(?= [a-z'])[^.!?;]*$/;

/**
 * Spans that count from something other than the day they are said on: from a day that stands beside them ("two weeks
 * from Friday", “四月一号进场之后两周”), from an event whose day nobody knows ("within two weeks of your order"), or
 * from the day that was planned (“比三月底晚一周”).
 */
export function counted(text: string, times: readonly Found[]): Found[] {
  const taken = new Set<Found>();
  const read = times.map((time, n): Found => {
    if (time.from === undefined || time.date === null) return time;
    const beside = time.moves === true ? planned(text, times, n) : besideEvent(text, times, n);
    if (beside === null) return time;
    if (beside === 'unknown') return { ...time, date: null };
    taken.add(beside);
    return {
      ...time,
      start: Math.min(time.start, beside.start),
      end: Math.max(time.end, beside.end),
      date: beside.date && time.from(beside.date),
    };
  });
  return read.filter((_, n) => !taken.has(times[n] as Found));
}

/** The day of the event that a span counts from, `unknown` where it is not said, null where it counts from today. */
function besideEvent(text: string, times: readonly Found[], n: number): Found | 'unknown' | null {
  const { start, end } = times[n] as Found;
  const [before, after] = [times[n - 1], times[n + 1]];
  const rest = text.slice(end, end + AFTER);
  if (EN_EVENT_AFTER.test(rest)) {
    const apart = after ? text.slice(end, after.start) : '';
    return after?.date && after.start - end <= CLOSE && !/[,.;!?]/.test(apart) ? after : 'unknown';
  }
  const ahead = sentenceBefore(text, start);
  if (EN_EVENT_BEFORE.test(ahead) || ZH_AWAITS.test(ahead)) return 'unknown';
  const event = ZH_EVENT.exec(ahead);
  if (!event) return null;
  const at = start - ahead.length + event.index;
  if (before?.date == null) return 'unknown';
  // “两天后给您，一周后上线”: both count from today.
  if (before.from !== undefined && before.end > at) return null;
  return at - before.end <= CLOSE / 2 && !/[,。]/.test(text.slice(before.end, at)) ? before : 'unknown';
}

/** The day that is put off: it stands before, and is not today. Nobody plans for the day on which they speak. */
function planned(text: string, times: readonly Found[], n: number): Found | 'unknown' {
  const { start } = times[n] as Found;
  const before = times[n - 1];
  if (before?.date == null || before.from !== undefined || start - before.end > CLOSE) return 'unknown';
  return NEAR.test(text.slice(before.start, before.end)) ? 'unknown' : before;
}

const NEAR = /今|现在|马上|一会|today|tonight|now|this |上午|下午|晚上/;

/** What stands before in the same sentence, as far as it matters. */
const sentenceBefore = (text: string, end: number): string =>
  text.slice(Math.max(0, end - BEFORE), end).replace(/^.*(?:[。!?;\n]|\. )/s, '');
