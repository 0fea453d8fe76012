/** How people are called by name, in both languages. */
import type { Hit } from '../reading/lexicon.js';
import type { Clause, TurnReading } from '../reading/reading.js';

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤庞俞樊殷施洪翁尤柳裴祝舒兰倪柯苗左关欧齐温鲁葛岳邢骆庄戚闵臧仝宿卞岑娄桑仲聂芮窦鲍祁滕翟霍虞柏宣靳邝詹晏鄢尉荀羿晁逄邰佟谷屈盛栾桂匡揭隋穆廉解覃阮柴蒙茅甄霁邬璩楚闻连燕冼麦凤邸敖冷简饶沙屠池乔文阎梅茹习卓蔺胥符苑辛申宁佘刁麻矫褚纪耿凌甘景牟卜仇戎诸奚巫庾冉毕艾芦荆荣萧蒲蓝郁阚雍伍仰缪丛丘敬赫隗瞿裘谌谯厉辜郦佴仉宫尚迟巩栗晋粟郜宓蒯薄傅章季常华';
/** Surnames that begin no word in which people speak of work: what follows one after a title is a given name. */
const PLAIN_SURNAMES =
  '王李张刘陈杨赵吴徐孙胡郭林罗郑梁宋唐许韩邓曹彭肖董袁潘蒋蔡杜叶苏吕丁沈姚卢姜崔谭汪廖贾韦邹熊秦邱尹薛闫侯陶贺龚邵戴庞樊殷翁俞倪柯鲁葛邢骆臧卞岑聂窦鲍祁滕翟霍虞晏荀屈栾何穆';
/** What a surname is not the end of: 旺季, 盖章, 正常, 南宁; and what it does not begin: 万科, 高层. */
const NO_SURNAME =
  '师傅|谢谢|纪(?=律)|赫(?=伯)|[旺淡雨这上下一二三四每半换冬夏秋春当本同前后首末两几整多全]季|[盖文印图公规勋篇奖袖]章|[经正平日非通异时]常|[中新清精年才奢]华|[实学练见补]习|[南西遂辽咸海江济普怀]宁|万(?=科)|高(?=处|层|局)|何(?=处)';
/** How somebody is called after a surname. */
const CALLED =
  '副?(?:总监|总经理|总(?!部|公司|价|店|体|共|计|额|包|数|务|量)|主任|经理|[厂院校园店科处局部会课社站所场馆镇县乡区台班组行队股]长|书记|主管|理事长|护士长)|协理|主管|助理|理事|警官|' +
  '科(?!技|学|目|研|室)|局(?!面|部|限)|处(?!理|于|在|罚|境)|院(?!办|长|里|校)|太|嫂|厨|律|师傅|三姐|大姐|老师|工|姐|哥|叔|伯|阿?姨|婶|董|会计|医师|医生|大夫|律师|博士|教授|老板|先生|女士|小姐|生(?=[，,。\\s?？!！、话说系同嘅唔要那这出批签佢他]|$)';
/** 王总, 李主任, 魏副馆长, 孙姐, 老蒋, 小董, 陈工; 财务总监沈国梁, 叫沈放. */
const ZH_CALLED = new RegExp(
  `(?:欧阳|上官|司马|尉迟|诸葛|皇甫|万俟|[${SURNAMES}])(?<!${NO_SURNAME})(?:${CALLED})|(?<![到最年古]|(?<![班厂院校店科处局部站所场馆队组镇村会课股行社台园])长)老(?:[${SURNAMES}])(?![板总师家年房子店到])|(?<![大最缩减])小(?:[${SURNAMES}])(?![时方白万围病额库达惯单区点念车])|阿(?![里姨拉])(?:[A-Za-z]+|[\\u4e00-\\u9fff](?=[,，\\s那说是管负签定用也都会去来问她他在跟和同天不要想最]))|小[蝶语晴琪娟敏静婷雪莉琴霞凤洁莲玲芳燕丽磊涛勇杰峰辉刚健斌鹏鄢晏蕊蓉倩妮娜琳瑶颖萍萱曼媛薇珊芸茜瑞宇浩晖]|(?<=叫|总监|经理|主任|会计|主管|[院厂校店园科处局部站所场馆]长|老板|合伙人|制作人|老师)[${PLAIN_SURNAMES}][\\u4e00-\\u9fff]{1,2}(?=[，,。、\\s的说他她来在管负定签批要]|$)`,
  'g',
);
/** What a given name is written with: one of these, or one of them after one of these or of `BEFORE_GIVEN`. */
const GIVEN =
  '伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红建国庆志远晓东燕婷蓉梅琳雪萍倩颖慧莹莉佳欣怡悦宁琪瑶璐瑜琴珍凤娇娥翠莲菊香春秋冰晶玲珊瑾璇琼瑞祥福龙虎鹏飞翔鸿鹤峰岩山江海波泉源清洁淑贤惠德仁义智忠诚善良美俊帅豪雄威武斌彬文博思睿哲聪凯胜荣辉光亮朗晴昊宇星辰晨旭阳晖昌盛兴旺锋锐铭钧鑫森林松柏桐枫榕桦楠梓栋梁雷震云霖霄虹立继宗恩泽润涵浩渊毅宏坚恒雁卫宝珂琛琦瑛璟彦彪彤恺懿兵冠君嘉培墨岚岳峻巍帆康健乐欢贞芬芝芸莎菲萱蕾薇雯媛妍妮姗婉娴嫣炜炎烨燃焕煜熙琨珏琰琳璋田申男甜畅盈睦砚祎禹程笑筠红纯绍维绮缨羽翰耘育舒舟艺苗茂茜茵荔莺蓓蔚蕊裕诗诺谦豫贵跃轩达迪逸邦郁钰钢铁银锦镇闯阔隆雅霆青靖韬韵顺颂风骁骏魁鲲麟黎';
const BEFORE_GIVEN = `${GIVEN}大小天子学永长少家亚中世一正启金成振树佩月素凌万新春克伯仲向如若以之书景孝希广传`;
/** A surname and what follows are a word: 江东, 宁波, 高峰, 黄金. */
const NO_FULL_NAME =
  '华[东南北中西为润强]|江[东南北西山海]|金[山华秋银玉光星]|高[峰明兴强铁山雅]|文[明武]|温[和馨]|冷静|万[国达华里兴]|严[明]|宁[波海]|连[云]|章程|汪洋|白[云天银金领]|龙江|唐山|石[林家]|沙龙|黄[金山海]|柏林|桂林|梁山|韩国|荣[耀光]|秦岭|左[岸]|关[东爱]|谷雨|乐[山清]|常[青德]|丁香|杨柳|方[程]|席.|成.|和.|安.|平.|时.|马[达克桶]|钱[江]|施[舍]|范[文]|程[序]|甘[泉]|司[仪]|段[子]|苏[家]|邵[武]|冬.|夏[天]|谢[天]|苗[家]|宁[静]|简[洁明]|黎[明]|凌[晨]';
/** What stands before a full name, and what behind it. */
const BEFORE_FULL_NAME =
  '^|[,，。;；:：、\\s]|是|由|要|找|叫|得|让|给|等|听|归|跟|和|与|靠|我们|咱们|我们的|需要|但|而|不过|对|嗯|那|就|主要|最后|最终|现在|后来|平时|其实|应该|肯定|改成|换成|轮到|们|部|部的|科的|处的|组的|总监|经理|主任|主管|总裁|副总|[院厂校店园科处局部会班组站所场馆董]长|书记|会计|老板|总工|工程师|负责人|合伙人|同事|助理';
const AFTER_FULL_NAME =
  '拍板|说了?算|说的算|[做作]主|决定|来[定签批管]|最?后?定(?=[,，。了就的吧啊呢]|$)|签|审(?!计)|批(?![量发])|点头|同意|反对|不|没|一直|在[用管负]|用(?=[,，。的得吧]|$)|天天|每天|平时|负责|管(?!理)|牵头|对接|把关|[他她]们|那边|这边|[也都很还先要得会说]|特别|非常|比较|最|以前|现在|已经|就是|是(?=我们|咱们|老板|公司)|的(?=意见|态度|意思|签字)|[和跟与、](?=我|你|[李王张刘陈杨黄赵吴周徐孙马朱胡郭何高林])|[,，]\\s?(?=[他她]|是我们|我们)';
/** 张敏拍板, 要孙晓燕签字, 财务总监黄蓉: a full name where the words around it say that it is somebody's. */
const ZH_FULL_NAME = new RegExp(
  `(?<=${BEFORE_FULL_NAME})(?!${NO_FULL_NAME})[${SURNAMES}](?:[${BEFORE_GIVEN}][${GIVEN}]|[${GIVEN}])(?=${AFTER_FULL_NAME}|(?<=(?:^|^是|叫|全名|名字是|总监|经理|主任|主管|总裁|副总|长|书记|会计|老板|负责人|是).{2,3})[,，。、\\s]*$)`,
  'g',
);
const ZH_NAMES: readonly (readonly [RegExp, NamedBy])[] = [
  [ZH_FULL_NAME, 'given'],
  [ZH_CALLED, 'address'],
];
const ADDRESS = '(?:Mr|Mrs|Ms|Miss|Dr|Doc|Prof)';
/** Ellis-Vaughan, O'Brien, Hélène, Dana's; "Mr" is none. */
const WORD = String.raw`(?!${ADDRESS}\b)(?:\p{Lu}['’])?\p{Lu}\p{Ll}+(?:['’-]\p{Lu}?\p{Ll}+)?`;
/** A capitalised word or two. */
const EN_NAME = new RegExp(
  String.raw`(?<![\p{Script=Latin}\d_@])(?:${ADDRESS}\.? (?:(?:van|de|der|den|von|du|la|el|al|bin|binti) )*)?${WORD}(?: (?:\p{Lu}\.? ?)?(?:(?:van|de|von|al|bin) )?${WORD})?`,
  'gu',
);
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

/** Words that often begin a sentence; inside of one a capital makes a name of them (Young, Power). */
const BEGINS = new Set(
  (
    "ours hm half go don't understood sir ma'am shall bring put whats noted come tell lovely ask bye give without huh very " +
    'ouch take say nice yours per leave done whatever aye sept tues thurs weds twice more free above want talk sundays thursdays ' +
    'whose sending keep happy group zero word wah till ring mine fifty end works totally saw mostly full cause write usually type ' +
    'quick power enjoy against sit show paper correct bless work quote ooh off number make including clear better oof whoever quite part ' +
    'lunch fire eh dot dear whether speak sometimes section honest confirm bit appreciate either unit timeline theirs super stay sent question past ' +
    'exactly ever were try total times support setup server post many low guaranteed enterprise easy double different close within roughly road really ' +
    'read normally less kids interesting inside hope hiya equipment delivery cost below average absolutely welcome use twelfth trust trial too tender suppose ' +
    'stop standard report real peak overnight open myself included freight deep daily congrats carry behind young whichever wear unless trustees through text ' +
    'summer staff single sign share safety revised rent pro printed premium poor overtime otherwise neither nah monthly minus min maintenance main made ' +
    'long lead large item hire hardware getting fuel frankly form fixed fees drop definitely committee comes cheers booking already agreed personally charming ' +
    'saturdays fellas website amt absence ticket tuesdays wednesdays mondays fridays eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty ' +
    'thirty forty sixty seventy eighty ninety hundred thousand'
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
  for (const [names, by] of ZH_NAMES)
    for (const { 0: name, index } of folded.slice(clause.start, clause.end).matchAll(names)) {
      const [start, end] = [clause.start + index, clause.start + index + name.length];
      if (!found.some((other) => start < other.end && other.start < end))
        found.push({ name: text.slice(start, end), by, start, end });
    }
  if (LATIN.test(said)) found.push(...capitalised(text, said, clause));
  for (const hit of clause.hits) {
    if (!hit.concept.startsWith('names.')) continue;
    const name = lowerName(text, folded, clause, hit);
    const end = hit.start + (name?.length ?? 0);
    if (name !== null && !found.some((other) => hit.start < other.end && other.start < end))
      found.push({ name, by: hit.concept === 'names.given' ? 'given' : 'address', start: hit.start, end });
  }
  return found.sort((a, b) => a.start - b.start);
}

function capitalised(text: string, said: string, clause: Clause): NameAt[] {
  const found: NameAt[] = [];
  EN_NAME.lastIndex = 0;
  for (let match = EN_NAME.exec(said); match; match = EN_NAME.exec(said)) {
    const [written] = match;
    const [word = ''] = written.split(' ');
    const first = !/[\p{L}\p{N}]/u.test(said.slice(0, match.index));
    if (!ADDRESSED.test(written) && namesNobody(word, first)) {
      // "Ask Dana Cole": the name begins with the next word.
      EN_NAME.lastIndex = match.index + word.length;
      continue;
    }
    const name = cleanName(written);
    if (name === null) continue;
    const start = clause.start + match.index;
    found.push({ name, by: capitalBy(text, clause, name, start), start, end: start + name.length });
  }
  return found;
}

const LATIN = /\p{Lu}\p{Ll}/u;

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

/** Whether a word with a capital is no name, as the first of a clause or inside. */
function namesNobody(word: string, first: boolean): boolean {
  const plain = word
    .toLowerCase()
    .replace('’', "'")
    .replace(/'(?!t$).*$/, '');
  return NOT_A_NAME.has(plain) || (first && BEGINS.has(plain));
}

function cleanName(written: string): string | null {
  const words = written.split(' ');
  if (!ADDRESSED.test(written))
    while (words.length > 0 && NOT_A_NAME.has((words.at(-1) ?? '').toLowerCase())) words.pop();
  const name = words.join(' ').replace(POSSESSIVE, '');
  return name.length < 2 || NOT_A_NAME.has(name.toLowerCase()) ? null : name;
}

const ADDRESSED = new RegExp(`^${ADDRESS}\\b`);
const POSSESSIVE = /['’]s$/;
