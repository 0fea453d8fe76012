import type { Participant } from '../domain/index.js';
import type { Hit } from './lexicon.js';
import { type NameAt, type NamedBy, namesIn } from './names.js';
import type { Clause, Reading, TurnReading } from './reading.js';
import { fold, isHan } from './text.js';

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
  const titles = longest(
    clause.hits.filter(
      (hit) => hit.concept === 'stakeholders.title' && !['it', 'It'].includes(turn.text.slice(hit.start, hit.end)),
    ),
  );
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
  if (x.charAt(0) !== y.charAt(0) || WIFE.test(a) !== WIFE.test(b)) return false;
  return a.length <= 2 || b.length <= 2 || given(x) === '' || given(y) === '' || given(x) === given(y);
}

/** 卢太 is married to 卢总. */
const WIFE = /[太嫂]$|太太$/;

const given = (name: string): string => name.slice(1).replace(ZH_ADDRESS, '');
const ZH_ADDRESS =
  /^(?:副?总监|副?总经理|副?总|副?主任|经理|副?.[长]|书记|主管|助理|师傅|大姐|老师|会计|医生|大夫|律师|博士|教授|护士长|老板|先生|女士|小姐)$/;

const plain = (text: string): string =>
  fold(text)
    .replace(/[\s.·'’-]/g, '')
    .replace(/^(?:mr|ms|mrs|dr)/, '');

/** The people of our own side, who are never the customer's stakeholders. */
export function isOurs(mention: Mention, reading: Reading): boolean {
  return reading.transcript.participants.some(
    (participant) => participant.side === 'rep' && called(participant, mention),
  );
}

export function called(participant: Participant, mention: Pick<Mention, 'name' | 'title'>): boolean {
  return (
    participant.name != null &&
    mention.name !== null &&
    samePerson({ name: participant.name, title: null }, { name: mention.name, title: null })
  );
}

/** Capitalised names in a clause that no title makes a person of. */
export function properNames(turn: TurnReading, clause: Clause): string[] {
  return mentionsIn(turn, clause)
    .filter(({ name, title }) => name !== null && title === null && /^[A-Z]/.test(name))
    .map(({ name }) => name as string);
}
