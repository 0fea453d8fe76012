import { describe, expect, test } from 'vitest';

import { defaultPlaybook, loadPlaybook, scoreScript } from '../../../models/insight/index.js';
import { conversation, rules } from './transcripts.js';

const discovery = defaultPlaybook();
const covered = (lines: string[], playbook = discovery) => {
  const transcript = conversation(lines);
  return scoreScript(transcript, playbook, rules)
    .steps.filter((step) => step.covered)
    .map((step) => step.id);
};

describe('what the rep did of the script', () => {
  test.each([
    ['opening', '您好王经理，我是云帆软件的林涛'],
    ['permission', '现在方便吗，占用您十分钟'],
    ['need', '你们现在排班是怎么做的？'],
    ['impact', '排错班对你们影响有多大？'],
    ['budget', '这块预算大概是多少？'],
    ['authority', '这个事最后是谁拍板？'],
    ['timeline', '你们希望什么时候上线？'],
    ['opening', 'Hi Dana, this is Leo from Northlight'],
    ['permission', 'is now a good time?'],
    ['need', 'how do you handle scheduling today?'],
    ['impact', 'what does that cost you every month?'],
    ['budget', 'do you have a budget set aside for it?'],
    ['authority', 'who else is involved in the decision?'],
    ['timeline', 'when would you want to go live?'],
  ])('%s: %s', (step, line) => {
    expect(covered([`rep: ${line}`])).toContain(step);
  });

  test.each([
    ['need', 'customer: 你们现在排班是怎么做的？'],
    ['budget', 'customer: 我们预算是三十万'],
    ['budget', 'rep: 我们的产品很稳定'],
    ['authority', 'customer: 最后是李总拍板'],
    ['timeline', 'customer: 我们想五月上线'],
    ['timeline', 'rep: 我们五月上线了新版本'],
    ['authority', 'rep: 我们老板昨天拍板了'],
    ['opening', 'rep: 好的，没问题'],
    ['budget', 'customer: our budget is 40k'],
    ['authority', 'customer: who decides on your side?'],
    ['impact', 'rep: that has a big impact'],
    ['permission', 'customer: is now a good time?'],
  ])('%s is not covered by %s', (step, line) => {
    expect(covered([line])).not.toContain(step);
  });

  test('value ties the product to what the customer said before', () => {
    const lines = [
      'customer: 我们每天手工对账要花三个小时',
      'rep: 您刚才说的手工对账，我们系统可以自动从银行流水生成，您就不用再花那三个小时了',
    ];
    expect(covered(lines)).toContain('value');
    expect(covered(lines.slice(1))).not.toContain('value');
    expect(covered(['rep: 您好，我是林涛', 'customer: 你好', 'rep: 今天天气不错'])).not.toContain('value');
  });

  test('a next step needs an action and a time', () => {
    expect(covered(['rep: 那我周五把报价单发您', 'customer: 好'])).toContain('next_step');
    expect(covered(['rep: 那我们保持联系', 'customer: 好'])).not.toContain('next_step');
  });

  test('steps of another playbook are read by what they describe; one that nothing reads says so', () => {
    const playbook = loadPlaybook(`
id: renewal-v1
name: { zh: 续约, en: Renewal }
steps:
  - { id: money, weight: 3, does: { zh: 询问续约预算, en: Asks about the budget for the renewal } }
  - { id: gift, weight: 1, does: { zh: 送上礼物, en: Hands over a present } }
`);
    const transcript = conversation(['rep: 续约这块预算大概是多少？']);
    const fit = scoreScript(transcript, playbook, rules);
    expect(fit).toMatchObject({
      playbook: 'renewal-v1',
      score: 75,
      steps: [
        { id: 'money', covered: true },
        { id: 'gift', covered: false, evidence: [] },
      ],
    });
    expect(fit.steps[1]?.because).toContain('没有规则');
  });
});
