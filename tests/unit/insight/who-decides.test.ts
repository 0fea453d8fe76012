import { describe, expect, test } from 'vitest';

import type { Participant } from '../../../models/domain/index.js';
import { extract } from '../../../models/insight/index.js';
import { conversation, rules } from './transcripts.js';

interface Speaker {
  readonly rep?: string;
  readonly customer?: string;
  readonly title?: string;
}

/** Everybody found, as `name / title: role`; who speaks is Sam Moss or 赵强, a buyer, unless it is said otherwise. */
function people(lines: readonly string[], { rep, customer, title }: Speaker = {}): string[] {
  const zh = /[\u4e00-\u9fff]/.test(lines.join(''));
  const start = zh
    ? ['rep: 您好，现在方便说话吗？', 'customer: 方便，你说。']
    : ['rep: Hello, do you have ten minutes?', 'customer: Sure, go ahead.'];
  const base = conversation([...start, ...lines, zh ? 'rep: 好的，明白了。' : 'rep: Okay, that helps.']);
  const [ours, theirs] = base.participants as [Participant, Participant];
  const participants = [
    { ...ours, name: rep ?? (zh ? '林涛' : 'Mark Hill') },
    { ...theirs, name: customer ?? (zh ? '赵强' : 'Sam Moss'), title: title ?? (zh ? '采购经理' : 'Buyer') },
  ];
  return extract({ ...base, participants }, rules).insights.stakeholders.map(
    (one) => `${one.name ?? '-'} / ${one.title ?? '-'}: ${one.role}`,
  );
}
const has = (found: readonly string[], who: string): boolean => found.some((one) => one.startsWith(who));

describe('a part that is denied is not held', () => {
  test.each([
    ['Does Dana decide?', "Dana doesn't decide that any more.", 'Dana'],
    ['And the CFO?', "Our CFO doesn't need to sign this one.", '- / CFO'],
    ['And Paul?', 'Paul no longer approves these.', 'Paul'],
    ['And Ray?', "Ray isn't against it, he has seen it.", 'Ray'],
    ['And the board?', "The board doesn't have to approve this, it's too small.", '- / board'],
    ['And Greg?', 'Greg never signs these things.', 'Greg'],
    ['孙总还管吗？', '孙总已经不拍板了。', '孙总'],
    ['法务要看吗？', '法务不用看，标准合同就行。', '- / 法务'],
    ['要总部批吗？', '不需要总部批，我们自己定。', '- / 总部'],
    ['老陈呢？', '老陈没有反对，他还没看。', '老陈'],
    ['林总呢？', '林总不参与这个事。', '林总'],
    ['是老板定吗？', '不是老板定，是我们郑总定。', '- / 老板'],
  ])('%s %s', (asked, said, who) => {
    expect(has(people([`rep: ${asked}`, `customer: ${said}`]), who)).toBe(false);
  });

  test.each([
    ["Dana doesn't decide alone, the board decides with her.", 'Dana'],
    ["Our CFO doesn't sign anything until legal has read it.", '- / CFO'],
    ["Without the board's approval I can't sign anything.", '- / board'],
    ["Joan doesn't like it, she is against it.", 'Joan'],
    ['老板不点头，谁也不敢签。', '- / 老板'],
    ['还不是老板说了算。', '- / 老板'],
    ['财务不同意，一直反对。', '- / 财务'],
  ])('and what is no denial stays: %s', (said, who) => {
    expect(has(people([`customer: ${said}`]), who)).toBe(true);
  });
});

describe('who decided once decides no more', () => {
  test.each([
    ['Carl used to decide but he retired, so Amy Stone decides now.', 'Carl', 'Amy Stone / -: decision_maker'],
    ['Until last year Joan had to sign everything. These days Lee Grant signs.', 'Joan', 'Lee Grant / -: approver'],
    ["Dana doesn't decide that any more. That's with Ines Ortega now.", 'Dana', 'Ines Ortega / -: decision_maker'],
    ['以前是刘总定，现在换成陈总了。', '刘总', '陈总 / -: decision_maker'],
    ['原来是张总拍板，他退休了，现在都是吴总拍板。', '张总', '吴总 / -: decision_maker'],
    ['之前是李总拍板，今年改由周丽拍板了。', '李总', '周丽 / -: decision_maker'],
  ])('%s', (said, former, now) => {
    const found = people(['rep: who decides, 谁定？', `customer: ${said}`]);
    expect(has(found, former)).toBe(false);
    expect(found).toContain(now);
  });

  test.each([
    ['以前是刘总定，现在也还是刘总定。', '刘总'],
    ['签约之前要张总拍板。', '张总'],
    ['原来是王总拍板啊，我刚知道。', '王总'],
  ])('and whoever still does, does: %s', (said, who) => {
    expect(has(people([`customer: ${said}`]), who)).toBe(true);
  });
});

describe('Chinese full names', () => {
  test.each([
    ['最后还是张敏拍板', '张敏 / -: decision_maker'],
    ['最后是张伟说了算', '张伟 / -: decision_maker'],
    ['合同要孙晓燕签字才能生效', '孙晓燕 / -: approver'],
    ['主要是周杰在用，他天天用', '周杰 / -: user'],
    ['吴婷婷一直反对', '吴婷婷 / -: blocker'],
    ['我们厂长高建国说了算', '高建国 / 厂长: decision_maker'],
    ['要财务总监黄蓉签字', '黄蓉 / 财务总监: approver'],
    ['信息部主任馬國慶拍板', '馬國慶 / 信息部主任: decision_maker'],
    ['是我们IT总监何伟定', '何伟 / IT总监: decision_maker'],
  ])('%s', (said, who) => {
    expect(people(['rep: 内部流程呢？', `customer: ${said}。`])).toContain(who);
  });

  test.each([
    '高层拍板',
    '方案定了',
    '金额定了就签',
    '项目决定了',
    '周末定',
    '江东定',
    '严格审批',
    '马上签字',
    '华东负责',
  ])('%s names nobody', (said) => {
    expect(people([`customer: ${said}。`]).filter((one) => !one.startsWith('- /') && !one.startsWith('赵强'))).toEqual(
      [],
    );
  });
});

describe('whose predicate it is, where a comma stands between', () => {
  test.each([
    ['Our CFO, Helen Park, makes the final decision.', 'Helen Park / CFO: decision_maker'],
    ['My boss, Kate Winter, decides on that.', 'Kate Winter / boss: decision_maker'],
    ['Joe Hart, who heads up finance, needs to sign off on it.', 'Joe Hart / -: approver'],
    ["Karen Miller, our CFO, has the final say, she's back on Monday.", 'Karen Miller / CFO: decision_maker'],
    ['Alan, my manager, has to approve it.', 'Alan / manager: approver'],
    ['陈总，我们副总，最后拍板。', '陈总 / 副总: decision_maker'],
  ])('%s', (said, who) => {
    const found = people(['rep: How does that go, 怎么定？', `customer: ${said}`]);
    expect(found).toContain(who);
    expect(found.some((one) => /^(?:Sam Moss|赵强).*(?:decision_maker|approver)/.test(one))).toBe(false);
  });

  test('what stands after a comma may be the speaker’s own', () => {
    expect(people(['rep: 谁定？', 'customer: 合同发给张总，我拍板。'])).toContain('赵强 / 采购经理: decision_maker');
  });
});

describe('people of one surname', () => {
  test.each<[Speaker, string, string[]]>([
    [{ rep: '李娜' }, '李总拍板，他是我们总经理', ['李总 / 总经理: decision_maker']],
    [{ rep: '李娜' }, '财务的李姐要签字', ['李姐 / 财务: approver']],
    [{ customer: '王强' }, '这个要王总拍板', ['王总 / -: decision_maker']],
    [{ customer: '王强' }, '我们王总说了算，我做不了主', ['王总 / -: decision_maker']],
    [{}, '张总拍板，不过张经理一直反对', ['张总 / -: decision_maker', '张经理 / 经理: blocker']],
    [{}, '财务的陈姐要先审，最后陈总拍板', ['陈姐 / 财务: approver', '陈总 / -: decision_maker']],
    [{}, '刘董拍板，刘总很支持你们', ['刘董 / -: decision_maker', '刘总 / -: champion']],
    [{ rep: 'Mark Hill' }, 'Our Mark in accounts uses it every day', ['Mark / accounts: user']],
  ])('%j: %s', (speaker, said, expected) => {
    expect(people(['rep: 流程呢, how does it go?', `customer: ${said}。`], speaker)).toEqual(
      expect.arrayContaining(expected),
    );
  });

  test.each<[Speaker, string]>([
    [{ rep: '李娜' }, '李娜你说了算'],
    [{ rep: '李娜' }, '李经理，您这边拍板给个价'],
    [{ rep: 'Mark Hill' }, 'Mark decides on your side, I guess'],
  ])('%j: %s tells of the rep', (speaker, said) => {
    expect(people([`customer: ${said}`], speaker).filter((one) => /^(?:李|Mark)/.test(one))).toEqual([]);
  });
});

describe('the people of others', () => {
  test.each([
    ['Why did you leave the old supplier?', 'Their CEO had to approve everything, it took forever.'],
    ['What did Oracle say?', "Oracle's regional manager told me he decides on the price himself."],
    ["I'll try.", "Your boss Martin signs off on discounts, doesn't he?"],
    ['I will ask.', 'Last time your director, Eva, had to approve the discount.'],
    ['金蝶那边怎么说？', '金蝶的区域经理老孙说他能拍板给我们打七折。'],
    ['为什么换？', '原来供应商的老板什么都要自己批，太慢了。'],
    ['我去申请。', '好，你们赵总签字就行。'],
    ['您怎么知道我们的？', '是招商银行的刘经理介绍的。'],
  ])('%s %s: nobody', (asked, said) => {
    expect(people([`rep: ${asked}`, `customer: ${said}`])).toEqual([]);
  });

  test.each([
    ['Who is above you?', 'The parent company. Their CFO has to sign it.', '- / CFO'],
    ['Who decides?', 'Our boss decides.', '- / boss'],
    ['谁定？', '我们老板拍板。', '- / 老板'],
  ])('%s %s: one of theirs', (asked, said, who) => {
    expect(has(people([`rep: ${asked}`, `customer: ${said}`]), who)).toBe(true);
  });
});

describe('what an answer tells, whose question has the words', () => {
  test.each([
    ['So Helen Cho decides, right?', "Yes, that's right.", 'Helen Cho / -: decision_maker'],
    ['Does the board have to approve it?', 'Yes, they do.', '- / board: approver'],
    ['Does Dana decide?', 'No, Ines Ortega does.', 'Ines Ortega / -: decision_maker'],
    ['Who decides in the end?', "That's Ivy, she runs operations.", 'Ivy / -: decision_maker'],
    ['那最后还是张总拍板对吧？', '对，是他。', '张总 / -: decision_maker'],
    ['最后是老板定吗？', '是的。', '- / 老板: decision_maker'],
    ['这么大的金额是董事长定吧？', '没错，都是他定。', '- / 董事长: decision_maker'],
  ])('%s %s', (asked, said, who) => {
    expect(people([`rep: ${asked}`, `customer: ${said}`])).toContain(who);
  });

  test.each([
    ['So Helen Cho decides, right?', "No, she doesn't.", 'Helen'],
    ['My boss Alan has to approve it, okay?', 'Yes.', 'Alan'],
    ['Do you know Helen Cho?', 'Yes, I do.', 'Helen'],
    ['是老板定吗？', '不是。', '- / 老板'],
    ['我们孙总批一下可以吧？', '对。', '孙总'],
    ['您见过张总吗？', '是的。', '张总'],
  ])('%s %s: no part', (asked, said, who) => {
    expect(has(people([`rep: ${asked}`, `customer: ${said}`]), who)).toBe(false);
  });

  test('the answer is quoted, and the question with it', () => {
    const lines = ['rep: Does the board have to approve it?', 'customer: Yes, they do.'];
    const [board] = extract(conversation(lines), rules).insights.stakeholders.filter(({ title }) => title === 'board');
    expect(board?.evidence.map(({ turn, quote }) => `${turn} ${quote}`)).toEqual([
      '1 Yes',
      '0 Does the board have to approve it?',
    ]);
  });
});

describe('one person, with name and title', () => {
  test.each([
    [
      ['rep: Anybody against it?', "customer: Tom Weir from finance. He thinks it's a waste."],
      'Tom Weir / finance: blocker',
    ],
    [['rep: Who signs?', 'customer: Lara in procurement. She has to sign everything.'], 'Lara / procurement: approver'],
    [
      ['rep: Who decides?', "customer: You'd want Ruth Adler. She's the COO and she decides."],
      'Ruth Adler / COO: decision_maker',
    ],
    [
      ['rep: Who uses it?', "customer: Beth manages the warehouse and she'll use it the most."],
      'Beth / warehouse: user',
    ],
    [
      ['customer: My boss decides.', "rep: What's her name?", 'customer: Karen Doyle. Karen decides by Friday.'],
      'Karen Doyle / boss: decision_maker',
    ],
    [
      [
        'customer: She has the last word, Rachel.',
        'customer: Rachel decides.',
        'rep: And Rachel is?',
        'customer: Rachel Kim, our COO.',
      ],
      'Rachel Kim / COO: decision_maker',
    ],
    [['rep: 谁签字？', 'customer: 要 Linda 签字，她是 CFO。'], 'Linda / CFO: approver'],
    [
      ['rep: 谁拍板？', 'customer: 张敏说了算。', 'rep: 张敏是？', 'customer: 她是我们运营副总。'],
      '张敏 / 运营副总: decision_maker',
    ],
    [
      [
        'customer: 要我们财务总监签字。',
        'rep: 财务总监怎么称呼？',
        'customer: 姓黄，黄总。',
        'customer: 黄总签字之前会看。',
      ],
      '黄总 / 财务总监: approver',
    ],
  ])('%j', (lines, who) => {
    const found = people(lines).filter((one) => !/^(?:Sam Moss|赵强)/.test(one));
    expect(found).toEqual([who]);
  });
});

describe('places and things are nobody', () => {
  test.each([
    ['It has to be approved by our headquarters in Munich.', 'Munich'],
    ['Head office in Chicago needs to sign off first.', 'Chicago'],
    ['I sign off on everything in IT.', '- / IT'],
    ['Alice signs once she sees the security report.', '- / security'],
    ['Alice approves it as soon as she has the legal documents.', '- / legal'],
    ['我得问问我爱人，家里钱归她管。', '- / 家里'],
  ])('%s', (said, who) => {
    expect(has(people([`customer: ${said}`]), who)).toBe(false);
  });
});
