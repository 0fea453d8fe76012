import type { Lexicon } from '../reading/lexicon.js';

const TOPIC = 'promises.topic-';

/** Where English names a thing: after an article, a preposition, or what is done to it. */
const EN_SLOT =
  /\b(?:the|your|our|my|these|those|both|all|on|off|of|for|in|with|refund|waive|deliver|ship|install|bring|replace|upgrade|finish|include) (?=((?:[a-z][a-z0-9'’&-]* ?){1,4}))/g;
/** What a fee, a refund or a place is called by stands before it: "migration fee", "Hamburg office". */
const EN_HEAD =
  /(?<!['’])\b([a-z][a-z0-9&-]+) (?:fees?|charges?|costs?|refund|module|edition|version|plan|tier|office|site|branch|plant|warehouse|store|factory|system|environment|app|portal|server|licen[cs]es?)\b/g;
/** These name no thing by themselves, or stand in no thing's name. */
const EN_NO_THING = new Set(
  `fee fees charge charges cost costs refund module modules edition version plan tier office site branch plant warehouse
  store factory system systems environment app portal server license licenses licence licences platform software solution
  product products service services tool team teams everything anything something nothing thing things stuff all both
  whole entire full new same first second third last next year years month months week weeks day days hour hours
  quarter term price prices rate rates discount discounts deal offer invoice bill contract agreement order budget amount
  total list money payment percent people users user customer customers client company business case project date dates
  time times deadline timeline schedule day launch go-live live golive start end beginning middle latest earliest
  boss board cfo ceo cto manager director legal finance procurement management colleague colleagues guys side part
  promise guarantee question questions answer point problem issue fact way basis call meeting phone email mail chat
  course board word words note minute moment bit little lot range fly ground record writing line table house
  delay delays inconvenience confusion trouble news update response reply support help deposit-free extra free
  production-ready rest other others one ones it us you we i me him her them they this that these those
  happy sorry able sure afraid confident ready done finished fine good great best better worse worst
  up out down over back in on at by to from until within after before around about of for with and or but so as if
  when while because which who whom whose what where how why not no never always only just even still already also too
  will would can could shall should may might must do does did done have has had be been being is are was were am
  get gets got give gives given go goes going gone come comes make makes made take takes say said tell told pay paying
  pays paid sign signed signing arrive arrives arrived deliver delivered ship shipped install installed move moves moved
  need needs want wants keep keeps stay stays hold holds cover covers covered include includes included increase increases
  rise change changes go-ahead agree agreed promised confirm confirmed apply applied applies waive waived refund refunded
  cancel cancelled canceled send sent charge charged bill billed finish finished now then here there today tomorrow
  yesterday tonight monday tuesday wednesday thursday friday saturday sunday january february march april may june july
  august september october november december jan feb mar apr jun jul aug sep oct nov dec
  well once again instead anyway however though soon early late later long least most more less half
  two three four five six seven eight nine ten twelve a an the your our my its their his her
  signature fail fails failed way upfront advance addition return exchange least total full-time board-level finally successfully smoothly`.split(
    /\s+/,
  ),
);

/** What Chinese calls a thing by at its end. */
const ZH_HEAD =
  /([\p{Script=Han}a-z0-9]{0,6}?)(系统|模块|版|端|费|平台|小程序|办公室|门店|分店|分公司|工厂|厂区|仓库|环境|机房|产线|生产线|主机|机器|机|枪|头|软件|硬件)/gu;
/** A thing that the clause opens with: “扫描枪我们保证六月送到”, or that something is done to: “把打印机送到”. */
const ZH_OPENS =
  /(?:^|[，,。；;：:！!？?\s])([\p{Script=Han}a-z0-9]{2,7}?)(?:这块|这边|的话|呢)?(?:我们|咱们|我这边|我|也|给您|给你|都给|，)/gu;
const ZH_OBJECT = /把([\p{Script=Han}a-z0-9]{2,6}?)(?:送|发|寄|装|交|做|上线|部署|拿|带|运|弄|修|写)/gu;
/** Words that name no thing where one is looked for. */
const ZH_NO_THING =
  /不|没|能|会|要|是|有|说|最|再|先|等|如果|万一|前|后|时|只|可|以|就|才|好|行|对|谢|哦|嗯|啊|真|其|另|而|所|因|但|这|那|哪|什|怎|么|价|钱|折|优惠|折扣|款|条件|天|月|号|日|年|周|点|今|明|昨|已|请|让|跟|向|和|与|您|你|他|她|它|我|咱|总|经理|公司|领导|老板|财务|保证|承诺|放心|上次|之|目|现|抱|歉|更正|满意|收|免|消|浪|退|付|自|花|话|事|情|方|合同|方案|报价|资料|人|期|度|量|数|心|口|回|手|里|中|内|外|上|下|到|签|买|用|得/;
/** “整套系统”, “新平台”: said of whatever it is. */
const ZH_ANY =
  /^(?:[把给为将对在]|整[个套]?|全[套部]?|新|老|旧|本|该|各|两|几|一|套|个|些|台|批|我们的?|咱们的?|贵司的?|的)+/u;

const DONE_FOR: Readonly<Record<string, string>> = {
  onboarding: 'training',
  workshop: 'training',
  workshops: 'training',
};

/**
 * What the words name that sets a promise apart from another of its kind: a product, a place, what a fee is for. In the
 * alphabet's order, each once. What the lexicon knows as a topic is left to it, except where it says what a fee is for.
 * @param folded the words, folded
 */
export function thingsIn(ledger: Lexicon, folded: string): string[] {
  const known = ledger.scan(folded).filter(({ concept }) => concept.startsWith(TOPIC));
  const isTopic = (start: number, end: number): boolean =>
    known.some(
      (hit) => (hit.start === start && /[a-z]/.test(folded.charAt(start))) || (hit.start <= start && hit.end >= end),
    );
  return [...new Set([...englishThings(folded, isTopic), ...chineseThings(folded, isTopic)])].sort();
}

type IsTopic = (start: number, end: number) => boolean;

function englishThings(folded: string, isTopic: IsTopic): string[] {
  const things: string[] = [];
  if (!/[a-z]{3}/.test(folded)) return things;
  for (const match of folded.matchAll(EN_SLOT)) {
    let at = match.index + match[0].length;
    for (const word of (match[1] ?? '').split(' ')) {
      const end = at + word.length;
      const names = word.length > 2 && !EN_NO_THING.has(word) && !isTopic(at, end);
      // A thing's name ends where another kind of word begins.
      if (!names && !ADJECTIVE.has(word)) break;
      if (names) things.push(singular(word));
      at = end + 1;
    }
  }
  for (const [, word = ''] of folded.matchAll(EN_HEAD))
    if (!EN_NO_THING.has(word) && !ADJECTIVE.has(word)) things.push(DONE_FOR[word] ?? singular(word));
  return things;
}

/** May stand before a thing's name. */
const ADJECTIVE = new Set([
  'new',
  'full',
  'whole',
  'entire',
  'same',
  'first',
  'free',
  'all',
  'both',
  'the',
  'your',
  'our',
]);

const singular = (word: string): string => word.replace(/(?:['’]s|(?<=[a-rt-z])s)$/, '');

function chineseThings(folded: string, isTopic: IsTopic): string[] {
  const things: string[] = [];
  const add = (written: string, at: number): void => {
    const name = written.replace(ZH_ANY, '');
    if (name === '' || ZH_NO_THING.test(name)) return;
    if (/^[\p{Script=Han}]$/u.test(name) && name !== '年') return;
    if (!isTopic(at, at + written.length)) things.push(name);
  };
  if (!/\p{Script=Han}/u.test(folded)) return things;
  for (const match of folded.matchAll(ZH_HEAD)) {
    const [, name = '', head = ''] = match;
    if (head === '软件' || head === '硬件') things.push(head);
    else if (head === '费') fee(name, things);
    else add(name.slice(-3), match.index);
  }
  for (const pattern of [ZH_OPENS, ZH_OBJECT])
    for (const match of folded.matchAll(pattern)) {
      const [all, name = ''] = match;
      add(name.replace(/(?:系统|模块|版|端|费|平台|软件|硬件)$/u, ''), match.index + all.indexOf(name));
    }
  return things;
}

/** What a fee is for; “免费”, “收费” and “退费” are no fees. */
function fee(name: string, things: string[]): void {
  const of = name.slice(-2);
  if (of !== '' && !/[免收消浪退付自花]$/u.test(of) && !/[我您你把给的]/u.test(of)) things.push(of);
}

/** Whether two name the same thing; null where one of them names none. */
export function shareThing(a: readonly string[], b: readonly string[]): boolean | null {
  if (a.length === 0 || b.length === 0) return null;
  return a.some((one) =>
    b.some(
      (other) => one === other || (one.length > 1 && other.includes(one)) || (other.length > 1 && one.includes(other)),
    ),
  );
}
