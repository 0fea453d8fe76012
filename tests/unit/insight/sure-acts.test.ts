import { describe, expect, test } from 'vitest';

import { defaultPlaybook, scoreScript } from '../../../models/insight/index.js';
import { conversation, rules } from './transcripts.js';

const covered = (...lines: string[]): string[] =>
  scoreScript(conversation(lines), defaultPlaybook(), rules)
    .steps.filter((step) => step.covered)
    .map(({ id }) => id);
const inTalk = (line: string): string[] =>
  /[\u4e00-\u9fff]/.test(line)
    ? covered('rep: 王总您好。', 'customer: 你好。', `rep: ${line}`, 'customer: 嗯。')
    : covered('rep: Hi Mark.', 'customer: Hi.', `rep: ${line}`, 'customer: Right.');

describe('steps in plain words', () => {
  test.each([
    ['need', '您对目前的系统有什么不满意的地方？'],
    ['need', '日常工作里哪个环节最费劲？'],
    ['need', '给我讲讲你们平时的流程呗。'],
    ['need', 'What are you hoping to fix?'],
    ['need', 'Where does it hurt the most?'],
    ['need', 'Talk me through your process.'],
    ['authority', '这事您一个人能定吗？'],
    ['authority', '你们内部的采购流程是怎么走的？'],
    ['authority', '最后谁签字？'],
    ['authority', 'Can you make this call on your own?'],
    ['authority', 'How does purchasing work on your side?'],
    ['authority', 'Whose call is it in the end?'],
    ['timeline', '有没有一个截止日期？'],
    ['timeline', '年前要不要弄好？'],
    ['timeline', '您想几月份上线？'],
    ['timeline', 'Is there a deadline?'],
    ['timeline', 'What month are you aiming for?'],
    ['timeline', 'Does it have to be in place before Christmas?'],
    ['next_step', '我周三再联系您。'],
  ])('%s: %s', (step, line) => {
    expect(inTalk(line)).toContain(step);
  });

  test.each([
    '刘总好，云帆科技小张，给您来个电话。',
    '王总好，我们是做报销系统的云图，我姓李。',
    '王总，您好，这里是云图客服中心，工号1023为您服务。',
    'Hi, this is Tom from Northwind.',
    'Morning Mark, Jane at Cloudline here.',
    'Hey Mark, Jane over at Cloudline.',
  ])('opening: %s', (line) => {
    expect(covered(`rep: ${line}`)).toContain('opening');
  });

  test.each([
    ['need', '您现在方便吗？'],
    ['need', 'How big is your team?'],
    ['authority', '仓库里谁负责打包？'],
    ['authority', '系统里可以设置谁来审批。'],
    ['authority', 'Who told you about us?'],
    ['authority', 'Who runs the warehouse?'],
    ['timeline', '你们老系统是什么时候买的？'],
    ['timeline', '高峰期一般是几月份？'],
    ['timeline', 'When is your busy season?'],
    ['timeline', 'When did you buy the old system?'],
    ['impact', '您公司一个月发多少单？'],
    ['impact', 'How many people work there?'],
    ['permission', '您现在用的系统方便吗？'],
    ['permission', 'Is it a good time of year for your business?'],
    ['next_step', '上周三我给您发过一份资料。'],
    ['next_step', '我们每周五会给客户发周报。'],
    ['next_step', 'Last Wednesday I sent you a brochure.'],
    ['opening', 'Hey, how was the weekend?'],
    ['opening', '您好您好，吃饭了吗？'],
  ])('%s is not %s', (step, line) => {
    expect(inTalk(line)).not.toContain(step);
  });

  test('the product tied to what the customer said', () => {
    const said = 'customer: 全是纸质的，发票老丢，每个月对账要加班三天。';
    const tie = 'rep: 您不是说发票老丢吗？这个就是专门管发票的，扫一下就归档。';
    expect(covered('rep: 您现在报销是怎么弄的？', said, tie)).toContain('value');
    expect(covered('rep: 您好。', 'customer: 你好。', tie)).not.toContain('value');
  });
});
