import { ZN, CNT, HOUR, type Grammar } from './words.js';

/** Today, tomorrow, and hours of them. */
export const NEAR_DAYS: readonly Grammar[] = [
  { pattern: /大后天/g, read: (_, base) => base.plus({ days: 3 }) },
  { pattern: /后天|\bday after tomorrow\b/g, read: (_, base) => base.plus({ days: 2 }) },
  {
    pattern: /明(?:天|日|早|晚|儿)|[聽听聼][日晚]|\btomorrow\b|\btmrw\b|\btmr\b/g,
    read: (_, base) => base.plus({ days: 1 }),
  },
  {
    pattern:
      /今(?:天|日|晚|儿)|下班前?|当天|一会儿?|待会儿?|等会儿?|等下|稍后|马上|挂了(?:就|马上)|\btoday\b|\btonight\b|\bthis (?:afternoon|evening|morning)\b|\beod\b|\bend of (?:the )?day\b|\bclose of business\b|\bcob\b|\bright after (?:this|the) call\b|\bthis (?:aft|arvo)\b|\btonite\b|\bin a (?:sec|minute|bit)\b/g,
    read: (_, base) => base,
  },
  // A part of the day, an hour of it, what comes next in it: the same day's, unless a day stands beside it.
  {
    pattern:
      /(?<![天日号每昨前周期拜][一二三四五六日天]? ?)(?:上午|中午|下午|下晝|下昼|晏晝|晏昼|傍晚|晚上|夜晚|睡前|饭后|会后)(?=.{0,12}?(?:发|發|给|給|俾|送|回您|回你|打|传|問|问|弄|拉|写|跑|查|做|签|send|wechat|whatsapp|call))/g,
    read: (_, base) => base,
  },
  {
    pattern:
      /(?:现在|現在|而家|这就|這就|即刻|立刻|等等|等一下|挂(?:了|完)?(?:电话)?(?:我|就)?)(?=.{0,10}?(?:发|發|给|給|俾|传|傳|弄|查|拉|转|写|开|打|问|send|forward))/g,
    read: (_, base) => base,
  },
  {
    pattern: new RegExp(`(?:半|${ZN})个?半?(?:小时|小時|钟头|鐘頭|分钟|分鐘)(?:之?内|之?內|以内|以內|后|後)`, 'g'),
    read: (_, base) => base,
    span: true,
  },
  {
    pattern: /(?<![\d一二三四五六七八九十])(?:\d{1,2}|[一两二三四五六七八九十]{1,2})点半?(?:之?前|以前)/g,
    read: (_, base) => base,
  },
  {
    pattern:
      /\b(?:by|before|after|over) (?:lunch|noon|midday|dinner|tea|supper|breakfast|bed|evening|close|closing|this(?: call)?|the call|we hang up|work)\b/g,
    read: (_, base) => base,
  },
  {
    // "By five", "before half past nine", but not "by five percent"
    pattern: new RegExp(
      `\\b(?:by|before) (?:half (?:past )?)?(?:\\d{1,2}(?::\\d\\d)?(?: ?[ap]\\.?m\\b)?|${HOUR})(?= tonight| today| o.?clock|[.,;!?]|$| (?:and|so|with|at the latest|if|but)\\b)`,
      'g',
    ),
    read: (_, base) => base,
  },
  {
    pattern: new RegExp(
      `\\b(?:in|within|inside) (?:the next |about |like )?(?:(?:half an|an|the|a half|a couple(?: of)?|a few) (?:hour|minute|min|second|sec)s?|(?:\\d{1,2}|${CNT}) (?:minute|min|second|sec)s?)\\b`,
      'g',
    ),
    read: (_, base) => base,
    span: true,
  },
  {
    pattern:
      /\b(?:(?:right|straight) (?:now|away|after)|(?:this|next) (?:minute|second|hour)|immediately|later today|as we speak|(?:as soon as|the minute|the second|when|once) (?:i.m|we.re|i get|i am|we|i) (?:off (?:the phone|this(?: call)?|the call)|hang up))\b/g,
    read: (_, base) => base,
  },
  {
    pattern:
      /\bnow\b(?<=\b(?:send|text|email|e-mail|mail|forward|whatsapp|ping|share|ring|call|book|put|do|get|write|message|pull|start|check|ask|set|sign)(?:ing)?\b[^.?!]{0,40}now)(?! (?:that|and then|we)\b)/g,
    read: (_, base) => base,
  },
  { pattern: /\b(?:first thing )?in the morning\b/g, read: (_, base) => base.plus({ days: 1 }) },
];
