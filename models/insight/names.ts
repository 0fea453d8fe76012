/** How people are called by name, in both languages. */
import type { Hit } from './lexicon.js';
import type { Clause, TurnReading } from './reading.js';

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤庞俞樊殷施洪翁尤柳裴祝舒兰倪柯苗左关欧齐温鲁葛岳邢骆庄戚闵臧仝宿卞岑娄桑仲聂芮窦鲍苗祁滕翟霍虞柏宣靳邝詹晏鄢尉荀羿晁逄邰佟谷屈盛栾桂匡揭隋穆廉解覃阮柴蒙茅甄霁邬璩楚闻连燕冼麦凤邸敖冷简饶沙葛屠池乔文阎闫梅茹习卓蔺胥符苑辛';
/** 王总, 李主任, 孙姐, 老蒋, 小董, 陈工. */
const ZH_CALLED = new RegExp(
  `(?:欧阳|上官|司马|诸葛|[${SURNAMES}])(?<!万(?=科)|高(?=处|层|局)|何(?=处))(?:副?总监|副?总经理|副?总|副?主任|经理|副?厂长|副?院长|副?校长|园长|店长|科长|处长|局长|部长|书记|会长|主管|课长|協理|协理|副總|總|助理|科(?!技|学|目|研|室)|局(?!面|部|限)|处(?!理|于|在|罚|境)|院(?!办|长|里|校)|太|嫂|厨|律|师傅|校长|理事长|社长|站长|所长|场长|馆长|镇长|班长|组长|三姐|大姐|老师|師傅|工|姐|哥|叔|伯|姨|婶|董|会计|医生|醫師|大夫|律师|博士|教授|行长|队长|护士长|老板|老闆|先生|女士|小姐)|(?<![到最年长古])老(?:[${SURNAMES}])(?![板总师家年房子店])|(?<![大最缩减])小(?:[${SURNAMES}])(?![时方白万围病额库达惯单])|阿(?![里姨拉])(?:[A-Za-z]+|[\\u4e00-\\u9fff](?=[,，\\s那说是管负签定用也都会去来问她他在跟和同天不要想最]))|小[蝶语語晴琪娟敏静婷雪莉琴霞凤洁莲玲芳燕丽磊涛勇杰峰辉刚健斌鹏鄢晏蕊蓉倩妮娜琳瑶颖萍萱曼媛薇珊芸茜瑞宇浩晖]`,
  'g',
);
/** A capitalised word or two. */
const EN_NAME =
  /(?<![\w@])(?:(?:Mr|Mrs|Ms|Miss|Dr|Doc|Prof)\.? )?[A-Z][a-z]+(?:['’-][A-Z]?[a-z]+)?(?: (?:[A-Z]\.? ?)?(?:(?:van|de|von|al|bin) )?[A-Z][a-z]+(?:['’-][A-Z][a-z]+)?)?/g;
/** Words that are written with a capital and name nobody. */
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

/** How sure it is that a name names a person: a given name, a form of address, a capital inside a sentence or at its start. */
export type NamedBy = 'given' | 'address' | 'capital' | 'start';

export interface NameAt {
  readonly name: string;
  readonly by: NamedBy;
  readonly start: number;
  readonly end: number;
}

/** Names in a clause, in order: 王总, Dana Cole, mrs lahiri, dana. Offsets are into the turn's text. */
export function namesIn({ text, folded }: Pick<TurnReading, 'text' | 'folded'>, clause: Clause): NameAt[] {
  const found: NameAt[] = [];
  const said = text.slice(clause.start, clause.end);
  for (const { 0: name, index } of said.matchAll(ZH_CALLED))
    found.push({ name, by: 'address', start: clause.start + index, end: clause.start + index + name.length });
  if (LATIN.test(said))
    for (const { 0: written, index } of said.matchAll(EN_NAME)) {
      const name = cleanName(written);
      if (name === null) continue;
      const start = clause.start + index + written.indexOf(name);
      found.push({ name, by: capitalBy(text, clause, name, start), start, end: start + name.length });
    }
  for (const hit of clause.hits) {
    if (!hit.concept.startsWith('names.')) continue;
    const name = lowerName(text, folded, clause, hit);
    const end = hit.start + (name?.length ?? 0);
    if (name !== null && !found.some((other) => hit.start < other.end && other.start < end))
      found.push({ name, by: hit.concept === 'names.given' ? 'given' : 'address', start: hit.start, end });
  }
  return found.sort((a, b) => a.start - b.start);
}

const LATIN = /[A-Z][a-z]/;

/** A given name, or a form of address with what follows it, where no capital tells. */
function lowerName(text: string, folded: string, clause: Clause, { concept, start, end }: Hit): string | null {
  const word = text.slice(start, end);
  if (word !== folded.slice(start, end) || GLUED.test(text.charAt(start - 1)) || /[-@]/.test(text.charAt(end)))
    return null;
  if (concept === 'names.given') return word;
  const next = /^\.? ([a-z]{2,})(?![\w-])/.exec(text.slice(end, end + 24));
  const called = next?.[1];
  if (!next || !called) return null;
  if (concept === 'names.address') return NOT_A_NAME.has(called) || NOT_AFTER.has(called) ? null : word + next[0];
  return isGiven(clause, end + next[0].length - called.length) ? word + next[0] : null;
}

const GLUED = /[@'’-]/;
const isGiven = (clause: Clause, start: number): boolean =>
  clause.hits.some((hit) => hit.start === start && hit.concept === 'names.given');

/** What follows "doc" and "miss" where no name does. */
const NOT_AFTER = new Set(
  'out it them him her me us says said will would is was who that this the a an any deadline deadlines'.split(' '),
);

function capitalBy(text: string, clause: Clause, name: string, start: number): NamedBy {
  const at = clause.hits.find((hit) => hit.start === start && hit.concept.startsWith('names.'));
  if (at) return at.concept === 'names.given' ? 'given' : 'address';
  return name.includes(' ') || /[A-Za-z,]\s*$/.test(text.slice(clause.start, start)) ? 'capital' : 'start';
}

function cleanName(written: string): string | null {
  const words = written
    .split(' ')
    .filter((word, at) => !(NOT_A_NAME.has(word.toLowerCase().replace(/['’].*$/, '')) && at === 0));
  while (words.length > 0 && NOT_A_NAME.has((words.at(-1) ?? '').toLowerCase())) words.pop();
  const name = words.join(' ').replace(/['’]s$/, '');
  return name.length < 2 || NOT_A_NAME.has(name.toLowerCase()) ? null : name;
}
