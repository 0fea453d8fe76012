import { describe, expect, test } from 'vitest';

import { analyze, defaultPlaybook, defaultPolicy } from '../../../models/insight/index.js';
import { conversation, rules } from './transcripts.js';

const options = { rules, playbook: defaultPlaybook(), policy: defaultPolicy(), version: '1' };
const analysed = (...lines: string[]) => analyze(conversation(lines), options);
const ended = (...lines: string[]): string => {
  const { outcome } = analysed(...lines).summary;
  return outcome ? `${outcome.kind} ${outcome.rival ?? '-'}` : 'open';
};

describe('how it ended', () => {
  test.each([
    ['lost Zendesk', ["customer: We've decided to go with Zendesk in the end", "rep: I'm sorry to hear that."]],
    ['lost Gong', ['customer: We went with Gong, sorry. Their price was lower.', "rep: That's a shame."]],
    ['lost -', ["customer: I'm afraid we've chosen another vendor.", 'rep: Oh no.']],
    ['lost 金蝶', ['customer: 我们跟金蝶签了，昨天签的合同，他们便宜两成', 'rep: 好的']],
    ['lost 用友', ['customer: 定了，不过不是你们，我们选了用友', 'rep: 那挺遗憾的']],
    ['lost -', ['customer: 我們最後簽了別家', 'rep: 好的']],
    ['refused -', ['customer: The board has turned the project down for this year', 'rep: Oh no.']],
    ['refused -', ["customer: We've decided not to renew.", 'rep: I see.']],
    ['refused -', ["customer: We won't be moving forward with this.", 'rep: I see.']],
    ['refused -', ['customer: 老板把这个项目给否了', 'rep: 好的']],
    ['refused -', ['customer: 续约就不续了，我们下个月就停用了', 'rep: 好的']],
    ['refused -', ['customer: 我们还是决定不做了', 'rep: 理解']],
    ['cancelled -', ['customer: 不好意思，公司出了点事，团建取消了', 'rep: 没关系']],
    ['cancelled -', ["customer: Unfortunately we've had to cancel the event.", 'rep: Oh no.']],
    ['postponed -', ['customer: 领导说这个项目先暂停了，明年再说', 'rep: 好的']],
    ['postponed -', ["customer: The project's been put on hold until next year.", 'rep: I see.']],
    ['won -', ["customer: It did, and I've just signed it, so we're good to go.", 'rep: Welcome on board!']],
    ['won -', ['customer: Perfect, contract signed and sent back', 'rep: Thanks']],
    ['won -', ["customer: We've decided to go with you guys.", 'rep: Fantastic!']],
    ['won -', ['customer: 收到了，刚刚已经盖好章寄回给你了', 'rep: 合作愉快']],
    ['won -', ['customer: 定了，就选你们了，合同发过来吧', 'rep: 太好了']],
    ['won -', ['customer: 好，合同已经盖章寄出了', 'rep: 谢谢']],
  ])('%s: %j', (expected, lines) => {
    expect(ended(...lines)).toBe(expected);
  });

  test('a signature with the rival is not ours', () => {
    expect(ended('customer: 我们最后定了智齿，合同昨天已经签了', 'rep: 那太遗憾了')).toBe('lost 智齿');
    expect(
      ended(
        "customer: We've decided to go with Zendesk.",
        "rep: I'm sorry.",
        "customer: The contract's already been signed.",
      ),
    ).toBe('lost Zendesk');
  });

  test.each([
    [
      [
        'rep: Who do you use today?',
        "customer: We went with HubSpot because it was cheap and now it's a mess.",
        'rep: I see.',
      ],
    ],
    [['customer: Our last vendor let us down, we chose Acme in 2019 and regretted it.', 'rep: Sorry to hear that.']],
    [['customer: If we sign this week, can you start Monday?', 'rep: Yes.']],
    [["customer: I'm this close to going with them.", 'rep: I see.']],
    [["customer: We've decided to go with Premium.", 'rep: Great, I will send the contract.']],
    [["customer: I'm not renewing until this is fixed.", "rep: I'm sorry."]],
    [['customer: We signed an NDA with them last week.', 'rep: Okay.']],
    [['customer: Tuesday is off, can we cancel the meeting?', 'rep: Sure.']],
    [['customer: 合同签了之后你们多久发货？', 'rep: 三十天']],
    [['customer: 我们之前选了金蝶，用了两年了', 'rep: 明白']],
    [['customer: 我们选了标准版，五十个账号', 'rep: 好的']],
    [['customer: 周二的会取消了，改到周四吧', 'rep: 好的']],
    [['customer: 合同还没签，下周签', 'rep: 好的']],
    [['customer: 如果老板把这个项目否了怎么办', 'rep: 不会的']],
  ])('%j tells no end', (lines) => {
    expect(ended(...lines)).toBe('open');
  });

  test('the headline and the first sentence say so, with the words, and these are no doubt', () => {
    const lost = analysed('customer: 我们最后定了智齿，合同昨天已经签了，字都签了', 'rep: 那太遗憾了');
    expect(lost.summary.headline).toMatch(/^已流失，客户选了智齿/);
    expect(lost.summary.sentences[0]?.text).toMatch(/^客户选择了智齿：“我们最后定了智齿/);
    expect(lost.objections).toEqual([]);
    const won = analysed('rep: Did the contract arrive?', "customer: It did, and I've just signed it.", 'rep: Great!');
    expect(won.summary.headline).toMatch(/^Won/);
    expect(won.summary.sentences[0]?.text).toBe('The deal is won: the customer said "I\'ve just signed it".');
  });
});
