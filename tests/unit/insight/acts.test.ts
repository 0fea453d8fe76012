import { describe, expect, test } from 'vitest';

import type { ScriptAct } from '../../../models/domain/index.js';
import { readTranscript } from '../../../models/insight/reading/reading.js';
import { isRuled, readRuledAct, type RuledAct } from '../../../models/insight/script/ruled-acts.js';
import { conversation, rules } from './transcripts.js';

const reads = (act: RuledAct, line: string) => readRuledAct(act, readTranscript(conversation([line]), rules));

/** What the rep does, said in ways of their own, and what only sounds like it. */
describe('acts that are told by their words', () => {
  test.each<[RuledAct, string]>([
    ['results', 'rep: 您这边用下来，退货率从百分之八降到了三'],
    ['results', 'rep: 今年你们仓库一共节省了两千多个工时'],
    ['results', "rep: you've cut your reporting time in half since January"],
    ['results', 'rep: over the past year your agents closed twice as many tickets'],
    ['satisfaction', 'rep: 门店的同事用起来顺不顺手？'],
    ['satisfaction', 'rep: 有哪些地方你们觉得不满意吗'],
    ['satisfaction', 'rep: how has the team been finding it?'],
    ['satisfaction', 'rep: is everyone happy with the response times?'],
    ['changes', 'rep: 下半年人员上会有什么调整吗？'],
    ['changes', 'rep: 明年你们打算扩几家店？'],
    ['changes', 'rep: so what is changing on your side next year?'],
    ['changes', 'rep: are you adding more sites in the spring?'],
    ['terms', 'rep: 续费还是一年六万八'],
    ['terms', 'rep: 三年的话总价二十七万'],
    ['terms', 'rep: the renewal comes to $36,000 for the year'],
    ['terms', 'rep: a two year term is 900 per seat'],
    ['expiry', 'rep: 咱们的合同是九月底到期'],
    ['expiry', 'rep: your subscription is up for renewal in May'],
    ['concerns', 'rep: 续的话您主要担心什么？'],
    ['concerns', 'rep: 领导那边还有什么顾虑吗'],
    ['concerns', 'rep: what would hold you back from renewing?'],
    ['concerns', 'rep: any concerns from your IT people?'],
    ['price_reason', 'rep: 您觉得贵在哪块呢？'],
    ['price_reason', 'rep: 那大概差多少您能接受？'],
    ['price_reason', 'rep: compared to who, if I may ask?'],
    ['price_reason', 'rep: what were you hoping to pay?'],
    ['trade', 'rep: 如果您先付一半，我帮您申请九五折'],
    ['trade', 'rep: 要是签三年，我多送您两个月'],
    ['trade', 'rep: if you commit to 50 seats I can waive the setup fee'],
    ['trade', 'rep: we could knock five percent off with a two year deal'],
    ['limits', 'rep: 这个已经是我们的底价了'],
    ['limits', 'rep: 再低的话得总监批'],
    ['limits', "rep: that's as low as I can go"],
    ['limits', "rep: I don't have the authority to do more than that"],
    ['confirms', 'rep: 那我跟您核对一下，四十个账号，年付'],
    ['confirms', 'rep: 来，咱们过一遍刚定的几条'],
    ['confirms', 'rep: just to confirm, forty seats, paid yearly'],
    ['confirms', "rep: so we've agreed on net 30"],
    ['recap', 'rep: 上周您提到盘点总是对不上'],
    ['recap', 'rep: 上次会议你们最关心的是权限'],
    ['recap', 'rep: last time you told us that exports are a pain'],
    ['recap', 'rep: on our first call you mentioned the audit'],
    ['checks', 'rep: 这一步跟你们现在的流程对得上吗？'],
    ['checks', 'rep: 大家觉得这个报表清楚吗'],
    ['checks', 'rep: how does that compare with what you do now?'],
    ['checks', 'rep: can you see your team using this?'],
    ['proof', 'rep: 我们有一家做阀门的客户，上个月刚上线'],
    ['proof', 'rep: 同行业有不少公司都在用'],
    ['proof', 'rep: a customer of ours in Leeds runs it in three plants'],
    ['proof', 'rep: one of our clients had the very same setup'],
  ])('%s: %s', (act, line) => {
    const evidence = reads(act, line);
    expect(evidence).not.toBeNull();
    expect(line.slice(5).slice(evidence?.start, evidence?.end)).toBe(evidence?.quote);
  });

  test.each<[RuledAct, string]>([
    ['results', 'customer: 用下来退货率从百分之八降到了三'],
    ['results', 'rep: 今年我们公司营收提升了三成'],
    ['results', 'rep: 今年你们节省了多少工时？'],
    ['results', 'rep: we have grown a lot since January'],
    ['satisfaction', 'customer: 我们用得不太满意'],
    ['satisfaction', 'rep: 我们的客户都很满意'],
    ['satisfaction', 'rep: how is it going today?'],
    ['satisfaction', 'rep: our customers are very happy with it'],
    ['changes', 'rep: 我们明年计划涨价'],
    ['changes', 'customer: 明年你们会有什么调整吗？'],
    ['changes', 'rep: we are adding more features next year'],
    ['changes', 'rep: shall we change the time of the meeting?'],
    ['terms', 'rep: 续约的事您考虑得怎么样了？'],
    ['terms', 'rep: 续约还是老规矩'],
    ['terms', 'rep: the renewal is coming up'],
    ['terms', 'customer: the renewal was 30,000 last year'],
    ['expiry', 'rep: 这个优惠月底到期'],
    ['expiry', 'rep: the offer expires on Friday'],
    ['concerns', 'rep: 这个您不用担心'],
    ['concerns', 'customer: 你们有什么顾虑吗？'],
    ['concerns', 'rep: I understand the concern about security.'],
    ['concerns', 'rep: no worries, take your time'],
    ['price_reason', 'customer: 你们贵在哪块呢？'],
    ['price_reason', 'rep: 我们比他们贵一点，但是服务好'],
    ['price_reason', 'rep: what day works for you?'],
    ['price_reason', 'rep: compared to the others we are cheaper'],
    ['trade', 'rep: 我直接给您打八折'],
    ['trade', 'rep: 如果您方便，我明天过来'],
    ['trade', "rep: I'll give you a discount"],
    ['trade', 'rep: if you have time, have a look at the quote'],
    ['limits', 'rep: 您的底线是多少？'],
    ['limits', 'rep: 系统里权限可以按部门设置'],
    ['limits', 'customer: 这个已经是我们的底线了'],
    ['limits', 'rep: the price is very good'],
    ['confirms', 'rep: 我回去跟财务确认一下'],
    ['confirms', 'rep: 我们确认收到款就发货'],
    ['confirms', 'customer: just to confirm, is training included?'],
    ['confirms', 'rep: I will confirm with my manager'],
    ['recap', 'rep: 上周我给您发了报价单'],
    ['recap', 'rep: 您刚才说的是盘点对吧'],
    ['recap', 'rep: last time I sent you the deck'],
    ['recap', 'customer: last time you told us it was free'],
    ['checks', 'customer: 这个跟我们的流程对得上吗？'],
    ['checks', 'rep: 这个页面可以自己配置'],
    ['checks', 'rep: the numbers line up with the report'],
    ['checks', 'rep: when does your fiscal year end?'],
    ['proof', 'rep: 您这边有多少家客户？'],
    ['proof', 'customer: 有一家你们的客户说不好用'],
    ['proof', 'rep: our customer success team will call you'],
    ['proof', 'rep: how many customers do you serve?'],
  ])('%s is not done by %s', (act, line) => {
    expect(reads(act, line)).toBeNull();
  });

  test('the nine that the classifier has learnt are not among them', () => {
    expect((['opening', 'value', 'next_step'] as ScriptAct[]).map(isRuled)).toEqual([false, false, false]);
    expect(isRuled('trade')).toBe(true);
  });

  test('nothing is read from a turn that the transcriber guessed', () => {
    const transcript = conversation(['rep: 这个已经是我们的底价了']);
    const turns = transcript.turns.map((turn) => ({ ...turn, unreliable: true }));
    expect(readRuledAct('limits', readTranscript({ ...transcript, turns }, rules))).toBeNull();
  });
});
