import type { Participant } from '../../domain/index.js';
import type { Hit } from '../reading/lexicon.js';
import { type NameAt, type NamedBy, namesIn } from './names.js';
import type { Clause, TurnReading } from '../reading/reading.js';
import { fold, isHan } from '../reading/text.js';

/** Somebody who is spoken of: a name, a title, or both. Offsets are into the turn's text. */
export interface Mention {
  readonly name: string | null;
  readonly title: string | null;
  /** What makes the name one; absent where there is only a title. */
  readonly by?: NamedBy;
  readonly start: number;
  readonly end: number;
}

const known = new WeakMap<Clause, readonly Mention[]>();

/** People of the customer side who are named in one clause, found once. */
export function mentionsIn(turn: TurnReading, clause: Clause): readonly Mention[] {
  let mentions = known.get(clause);
  if (!mentions) known.set(clause, (mentions = findMentions(turn, clause)));
  return mentions;
}

/** `titles` are the hits of `stakeholders.title`. */
function findMentions(turn: TurnReading, clause: Clause): Mention[] {
  const titles = offices(
    turn,
    longest(
      clause.hits.filter(
        (hit) => hit.concept === 'stakeholders.title' && !['it', 'It'].includes(turn.text.slice(hit.start, hit.end)),
      ),
    ),
  ).filter((hit) => !isOfThings(turn, hit));
  const mentions: Mention[] = [];
  for (const named of namesIn(turn, clause)) {
    const { start, end } = named;
    const compound = compoundTitle(turn, titles, named);
    if (compound) {
      mentions.push({ name: null, title: turn.text.slice(start, compound.end), start, end: compound.end });
      continue;
    }
    const title = titles.find((hit) => belongs(turn, hit, start, end));
    mentions.push({
      name: named.name,
      title: title ? turn.text.slice(title.start, title.end) : titleWithin(named.name),
      by: named.by,
      start: title ? Math.min(title.start, start) : start,
      end: title ? Math.max(title.end, end) : end,
    });
  }
  for (const title of titles)
    if (!mentions.some((mention) => mention.start < title.end && title.start < mention.end))
      mentions.push({
        name: null,
        title: stripArticle(turn.text.slice(title.start, title.end)),
        start: title.start,
        end: title.end,
      });
  return mentions.sort((a, b) => a.start - b.start);
}

/** 信息部主任, IT总监: a department and the office in it are one title. */
function offices({ folded }: TurnReading, titles: readonly Hit[]): Hit[] {
  const joined: Hit[] = [];
  for (const title of titles) {
    const last = joined.at(-1);
    if (
      last?.end === title.start &&
      ZH_OFFICE.test(folded.slice(title.start, title.end)) &&
      !ZH_OFFICE.test(folded.slice(last.start, last.end))
    )
      joined[joined.length - 1] = { ...last, end: title.end };
    else joined.push(title);
  }
  return joined;
}

const ZH_OFFICE =
  /^(?:副?总监|副?总经理|副?总裁|副总|老总|总工|副?主任|经理|主管|负责人|副?[部科处组院厂店园校]长|助理|工程师)$/;

/** "the security report", "the legal documents", 家里的钱: a thing has the department's name, and nobody is named. */
function isOfThings({ folded }: TurnReading, { start, end }: Hit): boolean {
  const after = folded.slice(end, end + THING_UNITS);
  return folded.slice(start, end) === '家里' ? ZH_THINGS.test(after) : THINGS.test(after);
}

const THING_UNITS = 24;
const THINGS =
  /^ (?:reports?|documents?|docs|paperwork|papers|checklist|questionnaires?|forms?|polic(?:y|ies)|requirements?|features?|settings|issues?|concerns?|questions?|tools?|software|systems?|costs?|purposes|stuff|matters?|standards?|certificat(?:es?|ion)|training|updates?|patch(?:es)?|entrance|opening|hours|floor)\b/;
const ZH_THINGS = /^的?(?:钱|事|账|开支|经济|存款|花销)/;

/** "Loan Committee", "Managing partner": a capital before a title that is nobody's name is part of it. */
function compoundTitle({ text }: TurnReading, titles: readonly Hit[], { by, start, end }: NameAt): Hit | undefined {
  if (by !== 'capital' && by !== 'start') return undefined;
  return titles.find(
    (hit) =>
      (hit.start === end + 1 && text.charAt(end) === ' ' && !isHan(text.charCodeAt(hit.start))) ||
      (hit.start > start && hit.end === end),
  );
}

const ZH_TITLE_WITHIN =
  /(?:总监|总经理|主任|经理|厂长|院长|校长|园长|店长|科长|处长|局长|部长|书记|会长|主管|行长|队长|护士长|老板|会计|律师|课长|助理|理事长|社长|站长|所长|场长|馆长|镇长)$/;

function titleWithin(name: string): string | null {
  const at = ZH_TITLE_WITHIN.exec(fold(name))?.index;
  return at === undefined ? null : name.slice(at);
}

/** 财务总监李总, "our CFO, Dana", "Dana, our CFO", "the owner is mr pym". */
function belongs({ folded }: TurnReading, title: Hit, start: number, end: number): boolean {
  if (title.end <= start) return start - title.end <= 18 && BEFORE_A_NAME.test(folded.slice(title.end, start));
  if (title.start < end) return title.start <= start && title.end >= end;
  return title.start - end <= 12 && AFTER_A_NAME.test(folded.slice(end, title.start));
}

const BEFORE_A_NAME = /^(?:.{0,3}|,? ?(?:is|was|that's|called|named|'s name is|'s called|叫|是|姓|就是)? ?)$/s;
const AFTER_A_NAME = /^(?:,| is|'s|,? (?:our|the|my|who's)| \(|的)?[\s(]*(?:our |the |my |a )?$/;

/** "our CFO", 我哥: whose they are is the speaker's business. */
const stripArticle = (title: string): string =>
  title.replace(/^(?:the|my|our) /i, '').replace(/^[我俺咱](?=[爸妈爹娘哥弟姐妹儿])/, '');

/** Overlapping titles give way to the longest, and to the last: 财务总监 over 财务, 姐夫 over 我姐. */
function longest<T extends { start: number; end: number }>(hits: readonly T[]): T[] {
  const kept: T[] = [];
  for (const hit of [...hits].sort((a, b) => b.end - b.start - (a.end - a.start) || b.start - a.start))
    if (!kept.some((other) => hit.start < other.end && other.start < hit.end)) kept.push(hit);
  return kept.sort((a, b) => a.start - b.start);
}

/** Whether two ways of naming somebody mean one person. */
export function samePerson(a: Pick<Mention, 'name' | 'title'>, b: Pick<Mention, 'name' | 'title'>): boolean {
  if (a.name && b.name) {
    const [x, y] = [plain(a.name), plain(b.name)];
    return (x !== '' && y !== '' && (x.includes(y) || y.includes(x))) || surname(a.name, b.name);
  }
  return a.title !== null && b.title !== null && plain(a.title) === plain(b.title);
}

/** 王总 and 王强, 顾老师 and 顾晓彤: one surname, and nothing that tells them apart. */
function surname(one: string, other: string): boolean {
  const [a, b] = [fold(one), fold(other)];
  if (!/^[\u4e00-\u9fff]{2,4}$/.test(a) || !/^[\u4e00-\u9fff]{2,4}$/.test(b)) return false;
  const [x, y] = [a.replace(/^[老小]/, ''), b.replace(/^[老小]/, '')];
  if (x.charAt(0) !== y.charAt(0) || WIFE.test(a) !== WIFE.test(b) || ranksApart(a, b)) return false;
  return a.length <= 2 || b.length <= 2 || given(x) === '' || given(y) === '' || given(x) === given(y);
}

/** 卢太 is married to 卢总. */
const WIFE = /[太嫂]$|太太$/;

/** 张总 and 张经理, 刘董 and 刘总, 李总 and 小李: whoever is called in two ways that one person is not called in by the same people. */
function ranksApart(one: string, other: string): boolean {
  const [a, b] = [rank(one), rank(other)];
  return a !== null && b !== null && a !== b;
}

function rank(name: string): string | null {
  if (/^小./.test(name)) return name.length === 2 ? '小' : null;
  const called = ZH_RANK.exec(name)?.[1];
  if (called === undefined) return null;
  return /^(?:总|总监|总经理|总裁)$/.test(called) ? '总' : called.replace(/^大(?=姐)/, '');
}
const ZH_RANK = /^[\u4e00-\u9fff]副?(总监|总经理|总裁|总|经理|董|主任|[院校园店科处局部]长|书记|大姐|姐|哥|叔)$/;

const given = (name: string): string => name.slice(1).replace(ZH_ADDRESS, '');
const ZH_ADDRESS =
  /^(?:副?总监|副?总经理|副?总|副?主任|经理|副?.[长]|书记|主管|助理|师傅|大姐|老师|会计|医生|大夫|律师|博士|教授|护士长|老板|先生|女士|小姐)$/;

const plain = (text: string): string =>
  fold(text)
    .replace(/[\s.·'’-]/g, '')
    .replace(/^(?:mr|ms|mrs|dr)/, '');

export function called(participant: Participant, mention: Pick<Mention, 'name' | 'title'>): boolean {
  return (
    participant.name != null &&
    mention.name !== null &&
    samePerson({ name: participant.name, title: null }, { name: mention.name, title: null })
  );
}

/** "Mr Ward has to agree" is said by a Ward of another one, and 刘站长 by a 刘 who is none. */
export function isNamesake(participant: Participant, { name }: Pick<Mention, 'name'>): boolean {
  if (name === null || participant.name == null || fold(participant.name).includes(fold(name))) return false;
  const office = ZH_RANKED.exec(fold(name))?.[0];
  return office ? !fold(participant.title ?? '').includes(office) : /^(?:mr|mrs|ms|miss)\b/i.test(name);
}
const ZH_RANKED = /(?:.长|总|董|主任|经理|书记)$/;

/** Capitalised names in a clause that no title makes a person of. */
export function properNames(turn: TurnReading, clause: Clause): string[] {
  return mentionsIn(turn, clause)
    .filter(({ name, title }) => name !== null && title === null && /^[A-Z]/.test(name))
    .map(({ name }) => name as string);
}
