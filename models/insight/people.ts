import type { Participant } from '../domain/index.js';
import type { Clause, Reading, TurnReading } from './reading.js';

/** Somebody who is spoken of: a name, a title, or both. Offsets are into the turn's text. */
export interface Mention {
  readonly name: string | null;
  readonly title: string | null;
  readonly start: number;
  readonly end: number;
}

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤庞俞樊殷施洪翁尤柳裴祝舒兰倪柯苗左关欧齐温鲁葛岳邢骆庄';
/** 王总, 李主任, 孙姐, 老蒋, 小董, 陈工. */
const ZH_CALLED = new RegExp(
  `(?:欧阳|上官|司马|诸葛|[${SURNAMES}])(?:副?总监|副?总经理|副?总|副?主任|经理|副?厂长|副?院长|副?校长|园长|店长|科长|处长|局长|部长|书记|会长|主管|老师|工|姐|哥|董|会计|医生|大夫|律师|博士|教授|行长|队长|护士长|老板|先生|女士|小姐)|(?<![到最年长古])老(?:[${SURNAMES}])(?![板总师家年房子店])|(?<![大最缩减])小(?:[${SURNAMES}])(?![时方白万])|(?:阿)[A-Za-z\\u4e00-\\u9fff](?=[,，\\s那说是])`,
  'g',
);
/** A capitalised word or two inside a sentence; what starts a sentence is only taken beside a title or a cue. */
const EN_NAME =
  /(?<![\w@])(?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?[A-Z][a-z]+(?:['’-][A-Z]?[a-z]+)?(?: (?:[A-Z]\.? ?)?(?:(?:van|de|von|al|bin) )?[A-Z][a-z]+(?:['’-][A-Z][a-z]+)?)?/g;
const NOT_A_NAME = new Set(
  (
    'i the a an and but so or if in on at to of for from with by it is was are we you he she they this that these those there then than when what who where why how which yes no yeah yep ok okay well right sure sorry thanks thank please hi hey hello ' +
    'monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january february march april may june july august september october november december jan feb mar apr jun jul aug sep oct nov dec ' +
    'my our your his her their its not just also still only even because before after once since while until though although maybe perhaps honestly look listen let lets do does did can could would will should might must have has had been being get got ' +
    'english chinese american european german french india china us uk usa eu asia europe america google microsoft salesforce slack zoom teams excel oracle sap amazon aws azure linkedin whatsapp wechat legal finance procurement board it hr ops sales marketing engineering security compliance everything anything nothing everybody anybody nobody someone somebody anyone everyone one two three four five six seven eight nine ten first second third last next ' +
    'good great perfect fine cool awesome fair true sounds makes depends send call email morning afternoon evening god jesus christ man mate buddy guys folks team q fy deal price budget contract data cloud plus like about around over under up down out back now today tomorrow tonight yesterday here again never always actually basically probably see got gotcha hang hold wait ah oh uh um hmm mm ha haha lol nope alright anyway anything all most some any both each every other another such same ' +
    'head chief director manager officer president vp ceo cfo cto coo cio sing singapore london york boston texas ohio dubai mumbai delhi tokyo paris berlin easter christmas thanksgiving'
  ).split(' '),
);

const known = new WeakMap<Clause, readonly Mention[]>();

/** People of the customer side who are named in one clause, found once. */
export function mentionsIn(turn: TurnReading, clause: Clause): readonly Mention[] {
  let mentions = known.get(clause);
  if (!mentions) known.set(clause, (mentions = findMentions(turn, clause)));
  return mentions;
}

/** `titles` are the hits of `stakeholders.title`. */
function findMentions(turn: TurnReading, clause: Clause): Mention[] {
  const text = turn.text.slice(clause.start, clause.end);
  const titles = longest(
    clause.hits.filter(
      (hit) => hit.concept === 'stakeholders.title' && !['it', 'It'].includes(turn.text.slice(hit.start, hit.end)),
    ),
  );
  const mentions: Mention[] = [];
  for (const match of text.matchAll(ZH_CALLED)) {
    const start = clause.start + match.index;
    const end = start + match[0].length;
    const title = titles.find((hit) => hit.end === start || (hit.start >= end && hit.start - end <= 1));
    const within =
      /(?:总监|总经理|主任|经理|厂长|院长|校长|园长|店长|科长|处长|局长|部长|书记|会长|主管|行长|队长|护士长|老板|会计|律师)$/.exec(
        match[0],
      )?.[0];
    mentions.push({
      name: match[0],
      title: title ? turn.text.slice(title.start, title.end) : (within ?? null),
      start: title ? Math.min(title.start, start) : start,
      end: title ? Math.max(title.end, end) : end,
    });
  }
  for (const match of text.matchAll(EN_NAME)) {
    const start = clause.start + match.index;
    const name = cleanName(match[0]);
    if (name === null) continue;
    const from = start + match[0].indexOf(name);
    const end = from + name.length;
    const title = titles.find(
      (hit) =>
        (hit.end <= from && from - hit.end <= 3) ||
        (hit.start >= end &&
          hit.start - end <= 12 &&
          /^(?:,| is|'s|,? (?:our|the|my|who's)| \(|的)?[\s(]*(?:our |the |my |a )?$/.test(
            turn.folded.slice(end, hit.start),
          )),
    );
    mentions.push({
      name,
      title: title ? turn.text.slice(title.start, title.end) : null,
      start: title ? Math.min(title.start, from) : from,
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

function cleanName(written: string): string | null {
  const words = written
    .split(' ')
    .filter((word, at) => !(NOT_A_NAME.has(word.toLowerCase().replace(/['’].*$/, '')) && at === 0));
  while (words.length > 0 && NOT_A_NAME.has((words.at(-1) ?? '').toLowerCase())) words.pop();
  const name = words.join(' ').replace(/['’]s$/, '');
  return name.length < 2 || NOT_A_NAME.has(name.toLowerCase()) ? null : name;
}

const stripArticle = (title: string): string => title.replace(/^(?:the|my|our) /i, '');

/** Overlapping titles give way to the longest: 财务总监 over 财务. */
function longest<T extends { start: number; end: number }>(hits: readonly T[]): T[] {
  const kept: T[] = [];
  for (const hit of [...hits].sort((a, b) => b.end - b.start - (a.end - a.start)))
    if (!kept.some((other) => hit.start < other.end && other.start < hit.end)) kept.push(hit);
  return kept.sort((a, b) => a.start - b.start);
}

/** Whether two ways of naming somebody mean one person. */
export function samePerson(a: Pick<Mention, 'name' | 'title'>, b: Pick<Mention, 'name' | 'title'>): boolean {
  if (a.name && b.name) {
    const [x, y] = [plain(a.name), plain(b.name)];
    return x.includes(y) || y.includes(x) || surname(a.name, b.name);
  }
  return a.title !== null && b.title !== null && plain(a.title) === plain(b.title);
}

function surname(a: string, b: string): boolean {
  const core = (name: string): string => name.replace(/^[老小]/, '').charAt(0);
  return (
    /^[\u4e00-\u9fff]/.test(a) &&
    /^[\u4e00-\u9fff]/.test(b) &&
    a.length <= 4 &&
    b.length <= 4 &&
    core(a) === core(b) &&
    (a.length <= 2 || b.length <= 2 || a.slice(1) === b.slice(1))
  );
}

const plain = (text: string): string =>
  text
    .toLowerCase()
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
