import type { Lexicon } from '../reading/lexicon.js';

/** What words are about: topics that the lexicon knows, and the words that remain beside them. */
export interface About {
  readonly topics: string[];
  readonly words: string[];
}

const TOPIC = 'promises.topic-';

/** Times, figures, assurance and small words: what differs between two ways of saying one promise. */
const NOT_SUBJECT = new RegExp(
  [
    String.raw`[\d.,:/%+-]+(?:个?(?:年|月|号|日|天|周|星期|小时|分钟|季度|工作日)|[kmw万千元块]|st|nd|rd|th)?`,
    '[〇零一二两三四五六七八九十百千万半几]+(?:个?(?:年|月|号|日|天|周|星期|礼拜|小时|分钟|季度|工作日|折|个点|次|点|成)|万|块|元)+',
    '(?:今|明|后|昨)(?:天|晚|年)|(?:本|这|下|上)(?:个)?(?:年|月|周|星期|礼拜|季度)[底末初中一二三四五六日天]?|[年月季]度?(?:底|初|中旬|末)|(?:上|中|下)午|周[一二三四五六日末]',
    '保证|承诺|一定|绝对|肯定|应该|可以|可能|恐怕|能够|没问题|大概|差不多|左右|之前|以前|以内|之内|前后|我们|咱们|您们?|你们?|他们?|这边|那边|那个|这个|这样|那么|已经|一直|现在|到现在|还是|还没|没有|就是|如果|要是|的话|只要|争取|尽量|给到|说好|答应|安排|全部|直接|马上|立刻|完成|搞定|弄好|做好|负责|包在|身上|放心|打算|估计|说的|刚才|上次|上回|最多|最少|最高|最低|只能|时间|日期|日子|不变|事情|这事|而且|一下',
  ].join('|'),
  'gu',
);
const ZH_SMALL =
  /[的了吧呢啊哦嘛呀就都也还再又很会要能可给帮让把被跟和与或在是有个我你您他她它们这那来去到上下里前后得着过吗么好行对请从按照以为]/gu;
const EN_SMALL = new Set(
  `the and for you your our all any not but can will would could should may might must shall with without from into onto
  have has had been being was were are is its it's it'll that this these those them they their there here then than too
  very just about around over under until till before after within during while when where what which who how why
  i'll we'll you'll i'm we're you're i've we've you've let me get got give gives given make makes made take takes do does
  did done say says said tell told think know see look sure really actually definitely absolutely certainly guarantee
  guaranteed promise promised always never ever today tomorrow tonight yesterday week weeks day days month months quarter
  hour hours business year years end next last first second monday tuesday wednesday thursday friday saturday sunday january february march
  april june july august september october november december morning afternoon noon evening latest early late mid happy
  able going gonna want need back still already now yet only also well okay yeah yes please thanks percent off out one
  two three four five six seven eight nine ten if once on in at by of to a an be as so or no us we my up go i'd we'd`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** @param folded the words, folded */
export function aboutOf(ledger: Lexicon, folded: string): About {
  const topics = new Set<string>();
  let rest = folded;
  for (const { concept, start, end } of ledger.scan(folded)) {
    if (concept.startsWith(TOPIC)) topics.add(concept.slice(TOPIC.length));
    rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end);
  }
  const plain = rest.replace(NOT_SUBJECT, ' ').replace(ZH_SMALL, ' ');
  const words = new Set<string>();
  for (const [run] of plain.matchAll(/\p{Script=Han}{2,}|[a-z][a-z'’-]{2,}/gu))
    if (/\p{Script=Han}/u.test(run)) words.add(run);
    else if (!EN_SMALL.has(run)) words.add(stem(run));
  return { topics: [...topics].sort(), words: [...words].sort() };
}

/** Enough to find "units" for "unit". */
const stem = (word: string): string => word.replace(/(?:'s|ing|ed|es|s)$/, '');

/** What only says how something is given: it tells nothing apart when there is a matter beside it. */
const MANNER = new Set(['free', 'discount', 'quote', 'response']);

/** Whether two are about one matter: null where the lexicon does not tell. */
export function shareTopic(a: readonly string[], b: readonly string[]): boolean | null {
  const [left, right] = [matters(a), matters(b)];
  if (left.length === 0 || right.length === 0) return null;
  return left.some((topic) => right.includes(topic));
}

function matters(topics: readonly string[]): readonly string[] {
  const own = topics.filter((topic) => !MANNER.has(topic));
  return own.length > 0 ? own : topics;
}

/** Share of the fewer words that the other has too, by letter pairs for Chinese; null where one has none. */
export function sharedWords(a: readonly string[], b: readonly string[]): number | null {
  const [left, right] = [units(a), units(b)];
  if (left.size === 0 || right.size === 0) return null;
  return [...left].filter((unit) => right.has(unit)).length / Math.min(left.size, right.size);
}

const units = (words: readonly string[]): Set<string> =>
  new Set(
    words.flatMap((word) =>
      /\p{Script=Han}/u.test(word)
        ? Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2))
        : [word],
    ),
  );
