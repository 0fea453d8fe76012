import type { Evidence } from '../../domain/index.js';
import type { Reading } from '../reading/reading.js';
import { fold } from '../reading/text.js';

/** How many clauses around a quote are looked at: an order often stands in the sentence before. */
const NEAR = 2;

/** Words meant for a program that reads along, which no seller or buyer says to the other. */
const TO_A_MACHINE =
  /\b(?:ignore|disregard|forget|override)\b.{0,24}\b(?:instructions?|prompts?|rules|guidelines)\b|\b(?:system|developer) (?:prompt|message)\b|\byou are (?:now )?(?:an? )?(?:ai|llm|language model|assistant|chatgpt)\b|\b(?:mark|record|set|log|report|output|classify)\b.{0,16}\b(?:budget|objections?|risk|commitments?|stakeholders?|summary|confidence)\b.{0,16}\b(?:as|to)\b|<\/?(?:system|user|assistant)>|\[\/?inst\]|(?:忽略|无视|忘掉|忘记|不要理会).{0,10}(?:指令|指示|提示词|规则|要求)|(?:系统|开发者)(?:提示|消息|指令)|你(?:现在)?是(?:一个)?(?:ai|人工智能|语言模型|机器人|助手)|(?:把|将).{0,8}(?:预算|异议|风险|承诺|总结).{0,6}(?:标记|标注|记录|记|写|设|改|输出)(?:为|成)/;

/** Whether the words beside a quote give orders to whoever reads the conversation. What rests on them is no finding. */
export function givesOrders(reading: Reading, { turn, start, end }: Evidence): boolean {
  const clauses = reading.turns[turn]?.clauses ?? [];
  const first = clauses.findIndex((clause) => clause.end > start);
  const last = clauses.findLastIndex((clause) => clause.start < end);
  const near = clauses.slice(Math.max(0, first - NEAR), Math.max(first, last) + NEAR + 1);
  const [from, to] = [near[0]?.start ?? start, near.at(-1)?.end ?? end];
  const text = reading.transcript.turns[turn]?.text ?? '';
  return TO_A_MACHINE.test(fold(text.slice(Math.min(from, start), Math.max(to, end))));
}
