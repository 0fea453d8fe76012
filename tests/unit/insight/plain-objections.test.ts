import { describe, expect, test } from 'vitest';

import type { Objection, ObjectionCategory } from '../../../models/domain/index.js';
import { extract } from '../../../models/insight/index.js';
import { conversation, rules } from './transcripts.js';

const ZH = [
  'rep: 陈总您好，我是海图软件的小周，您现在方便吗？',
  'customer: 方便，说吧。',
  'rep: 您这边一共几个门店？',
  'customer: 七八家。',
];
const EN = [
  'rep: Hi Paul, this is Nina from Brightdesk. Is now a good time?',
  'customer: Sure, fire away.',
  'rep: How many branches do you have?',
  'customer: Seven or eight.',
];
const isZh = (line: string): boolean => /[\u4e00-\u9fff]/.test(line);
const found = (...lines: string[]): Objection[] => {
  const before = isZh(lines.join('')) ? ZH : EN;
  return extract(conversation([...before, ...lines]), rules).insights.objections;
};
const AT = ZH.length + 1;
const at = (objections: readonly Objection[], turn = AT): ObjectionCategory[] =>
  objections.filter(({ evidence }) => evidence.some((one) => one.turn === turn)).map(({ category }) => category);

describe('what is said in plain words is told whatever follows', () => {
  test.each([
    ['timing', '我再考虑考虑'],
    ['timing', '我们内部再商量商量'],
    ['timing', '回头再联系你吧'],
    ['timing', '下个季度再打给我吧'],
    ['timing', '我们还没准备好'],
    ['timing', 'I need to think about it'],
    ['timing', 'Call me back next quarter'],
    ['timing', "It isn't the right time"],
    ['price', '这个我们用不起啊'],
    ['price', '这价我接受不了'],
    ['price', '再不便宜点就没得谈了'],
    ['price', '太expensive了吧'],
    ['price', "That's highway robbery"],
    ['price', "It's out of our price range"],
    ['price', "We can't stretch to that"],
    ['authority', '我们老大不点头，谁也没办法'],
    ['authority', '董事会那边通不过的'],
    ['authority', '我得请示一下领导'],
    ['authority', 'The board would never go for it'],
    ['authority', "I'd have to run it past my boss"],
    ['authority', 'I have no say in it'],
    ['budget', '财务把这块砍掉了'],
    ['budget', '没有这笔经费'],
    ['budget', '今年的钱已经花完了'],
    ['budget', 'budget这块今年没有了'],
    ['budget', 'Cash is tight at the moment'],
    ['budget', "It wasn't budgeted for"],
    ['budget', "There's nothing left in the pot"],
    ['implementation', '我们没人手来弄这个'],
    ['implementation', '跟我们的ERP打不通'],
    ['implementation', '老师傅们会反弹的'],
    ['implementation', "We don't have the manpower for it"],
    ['implementation', 'It would take months to get our data in'],
    ['implementation', 'Nobody will actually adopt it'],
    ['competitor', '我们更倾向于选别的牌子'],
    ['competitor', '我们已经在用友商的了，刚续的费'],
    ['competitor', '我们有固定的供应商了'],
    ['competitor', "We're leaning toward Northgate"],
    ['competitor', 'Northgate does all of that'],
    ['competitor', 'Another vendor came in lower'],
  ] as const)('%s: %s', (category, said) => {
    const zh = isZh(said);
    const lead = zh ? 'rep: 那您看我们这个方案怎么样' : 'rep: So that is our proposal';
    for (const reply of zh
      ? ['好的，我明白了', '这个您放心，我们可以先免费试一个月，派专人上门帮您弄好']
      : ['OK, understood', 'We can spread the payments, and you can try it for a month while our people set it up'])
      expect(at(found(lead, `customer: ${said}`, `rep: ${reply}`, zh ? 'customer: 嗯' : 'customer: Yeah'))).toContain(
        category,
      );
  });

  test.each([
    ['rep: 打算什么时候上线？', 'customer: 不急，明年三月之前就行。'],
    ['rep: 您想哪天开始用？', 'customer: 不着急，五月吧。'],
    ['rep: 计划几月份上？', 'customer: 现在没法弄，十月之后。'],
    ['rep: When do you want to go live?', 'customer: No rush, by next March.'],
    ['rep: How soon do you need it?', 'customer: No hurry, in June.'],
    ['rep: What month are you aiming for?', 'customer: Not until September.'],
    ['rep: 这事最后谁拍板？', 'customer: 我拍不了板，最后是我们张总定。'],
    ['rep: 您自己能定吗？', 'customer: 我定不了，要老板拍板。'],
    ['rep: 这个谁说了算？', 'customer: 我说了不算，得院长签字。'],
    ['rep: Who makes the final decision?', "customer: I can't sign it myself, our CFO has to."],
    ['rep: Whose call is it?', 'customer: Not my call, my boss decides.'],
    ['rep: What budget do you have?', 'customer: 20 thousand, and not a penny more.'],
    ['rep: 您最头疼的是什么？', 'customer: 排产太慢了，一改就得一天。'],
    ['rep: 您现在用的是哪家？', 'customer: 他们不支持移动端，我们销售天天骂。'],
    ['rep: 最近生意怎么样？', 'customer: 不好做，客户都嫌我们贵。'],
    ['rep: What is your biggest headache?', "customer: We don't have time to analyse the data."],
    ['rep: Who do you use today?', "customer: They don't have a mobile app and our reps hate it."],
    ['rep: How is business?', "customer: Tough. Our customers keep saying we're too expensive."],
    ['rep: 刚才的方案您觉得怎么样？', 'customer: 听着不错。'],
    ['rep: 价格就是这样。', 'customer: 比我想的便宜。'],
    ['rep: What do you think of it?', "customer: It's cheaper than I expected."],
    ['rep: 我们是按账号收费的。', 'customer: 贵不贵？'],
  ])('none: %s %s', (lead, said) => {
    expect(at(found(lead, said, isZh(said) ? 'rep: 好的，明白' : 'rep: Got it'))).toEqual([]);
  });
});

describe('an answer', () => {
  const zh = (...lines: string[]): boolean | undefined =>
    found('rep: 一年是六万。', 'customer: 你们这个价格太贵了。', ...lines)[0]?.handled;
  const en = (...lines: string[]): boolean | undefined =>
    found("rep: It's 60 thousand a year.", "customer: That's too expensive.", ...lines)[0]?.handled;
  const OFFER_ZH = 'rep: 六万是按五十个账号算的，您四十个人，我按四万八给您报。';
  const OFFER_EN = 'rep: That figure is for fifty seats. For your forty it comes to 48.';

  test.each([
    [[]],
    [['customer: 真的太贵。']],
    [['rep: 您能具体说说吗？', 'customer: 就是贵。']],
    [['rep: 那我们先聊聊别的吧，您什么时候有空来参观？', 'customer: 再说。']],
    [['rep: 这是公司规定，我也没办法。', 'customer: 嗯。']],
    [[OFFER_ZH, 'customer: 不行，这个还是没解决我的问题。', 'rep: 好吧。']],
    [[OFFER_ZH, 'customer: 还是太贵了。', 'rep: 理解。']],
  ])('none: %j', (lines) => {
    expect(zh(...lines)).toBe(false);
  });
  test.each([
    [[]],
    [['customer: Way too much.']],
    [['rep: Could you tell me a bit more about that?', 'customer: It is just a lot.']],
    [["rep: Fair enough, let's move on to the reports.", 'customer: Fine.']],
    [["rep: That's company policy, nothing I can do.", 'customer: Hm.']],
    [[OFFER_EN, "customer: No, that doesn't solve it for me.", 'rep: OK.']],
    [[OFFER_EN, 'customer: Still too expensive.', 'rep: I see.']],
  ])('none: %j', (lines) => {
    expect(en(...lines)).toBe(false);
  });

  test('counts where it has substance, where it comes later, and where another settles what the first did not', () => {
    expect(zh(OFFER_ZH, 'customer: 嗯。')).toBe(true);
    expect(en(OFFER_EN, 'customer: Hm.')).toBe(true);
    const wait = [
      'rep: 嗯，我先记一下，咱们一会儿说这个。',
      'customer: 行。',
      'rep: 您用什么系统？',
      'customer: 表格。',
    ];
    const back = 'rep: 刚才您说的价格，咱们可以按四十个账号算，四万八。';
    expect(zh(...wait, back, 'customer: 那可以。')).toBe(true);
    expect(zh(...wait, back, 'customer: 不行，还是太贵。', 'rep: 好吧。')).toBe(false);
    const hold = ["rep: Let me note that, we'll come back to it.", 'customer: Fine.', 'rep: OK.', 'customer: Right.'];
    const again = 'rep: Back to your point on price: for forty seats it comes to 48.';
    expect(en(...hold, again, 'customer: That works.')).toBe(true);
    const rejected = [OFFER_EN, "customer: No, that doesn't solve it for me."];
    const other = 'rep: Then we could start with the basic plan at 28, which covers all forty people.';
    expect(en(...rejected, other, 'customer: OK, that works.')).toBe(true);
  });
});
