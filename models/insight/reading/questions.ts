/**
 * Whether words ask something, by form alone: recognizers are often given no question mark, so
 * Chinese particles and A-not-A forms and the English word order count as well.
 */

const ZH_ENDING = /(?:吗|么|呢|没有|不成|对不|好不|行不|是不|可以不)[\s啊呀哈哦嘛~]*[?]?$/;
const ZH_INSIDE =
  /什么|甚么|怎么|怎样|咋|多少|多久|多长时间|多大|几个|几号|几点|几家|几月|几天|几年|哪|谁|啥|为何|如何|是不是|能不能|有没有|可不可以|行不行|好不好|会不会|要不要|对不对|是否|能否|可否|点样|几多|边个|边度|有冇|係咪/;
/** "什么都行", "谁也不", "没什么", "怎么说呢", "哪有钱", "用多少算多少": the interrogative is not asking. */
const ZH_NOT_ASKING =
  /没(?:有)?(?:什么|啥|多少|几|怎么)|不(?:怎么|知道)|(?:什么|啥|谁|哪|怎么|多少|几)(?:都|也)|怎么.{1,3}(?:都|也)|(谁|啥|什么|哪儿|哪里)[^啊呀呢吗]{1,4}\1|多少(?:我们|我|就|钱)?(?:算|认|退|赔|给|付|收|结|补|是)多少|无论|不管|随便|怎么说呢|什么的|哪怕|哪里哪里|那谁|不管怎么|这么多少|没谁|哪(?:有|来的?)(?:那么多|这么多|这个|那个|什么)?(?:闲|余|多余的?)?(?:钱|预算|时间|工夫|功夫|人手|精力)/;
const EN_WH =
  /^(?:and |so |but |ok |okay |um |uh |well |right |alright |yeah |then |like |, |now )*(?:what|what's|whats|how|how's|when|where|who|who's|whose|why|which)\b/;
/** "What we have works": what a statement is about. */
const EN_ABOUT =
  /^(?:and |so |but |well |honestly |now )*what (?:i|we|they)(?:'ve|'d)? (?:have|got|need|want|use|do|pay|see)\b/;
const EN_AUX =
  /^(?:and |so |but |ok |okay |um |uh |well |right |alright |yeah |then |or |now )*(?:do|does|did|can|could|would|will|is|are|was|were|have|has|had|should|am|isn't|aren't|don't|doesn't|didn't|can't|couldn't|won't|wouldn't|shouldn't|may|any) (?:you|i|we|he|she|they|it|that|this|there|the|your|our|anyone|anybody|somebody|someone|those|these|chance|idea|reason|thoughts|y'all|ya|my|u|his|her)\b/;
const EN_INSIDE =
  /\b(?:what about|how about|how (?:much|many|long|soon|often|big|do|does|did|are|is)|what (?:do|does|did|are|is|was|kind|would|happens|sort|if)|do you|did you|are you|have you|can you|could you|would you|is there|are there|is it|is that|who else|curious (?:how|what|who|when)|wondering (?:if|how|what|who|when)|tell me (?:about|what|how|who|more)|walk me through|talk me through)\b/;

export type Asking = 'asks' | 'perhaps' | 'no';

/** One clause (folded). `perhaps`: an English question inside a clause that does not start like one. */
export function asking(folded: string, endsSentence: boolean): Asking {
  const text = folded.trim();
  if (endsSentence && /[?？][\s"')）]*$/.test(text)) return 'asks';
  if (ZH_ENDING.test(text)) return 'asks';
  if (ZH_INSIDE.test(text) && !ZH_NOT_ASKING.test(text)) return 'asks';
  if ((EN_WH.test(text) && !EN_ABOUT.test(text)) || EN_AUX.test(text)) return 'asks';
  return EN_INSIDE.test(text) ? 'perhaps' : 'no';
}

/** A whole turn (folded): does anything in it ask? */
export function asksAnything(folded: string): boolean {
  if (/[?？]/.test(folded)) return true;
  return folded.split(/[。.!！;；,，\n]/).some((piece) => asking(piece, false) === 'asks');
}
