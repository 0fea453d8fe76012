/** Plain replies: a turn that begins by saying yes or no, whatever it goes on with. */
import type { TurnReading } from './reading.js';

export type Reply = 'yes' | 'no';

const ZH_YES =
  /^(?:嗯+|哦|啊)?[,，、 ]*(?:对(?![方于面接了不策付手])|是(?:的|啊|呀|这样|这个数|那样)|是(?=[,，。.!！ ]|$)|没错|不错(?=[,，。.!！ ]|$)|没变|不变|就是|差不多|确实|嗯)/;
const ZH_NO =
  /^(?:嗯+|哦|啊|呃)?[,，、 ]*(?:目前|现在|暂时|今年|这个)?(?:还|真|也|都)?(?:没有|没得|没|冇|無|无|零)(?:啊|呢|呀|的|哦|呐|哈|吧)?(?=[,，。.!！ ]|$)|^(?:不是|不对|不,)/;
const EN_YES =
  /^(?:oh|um|uh|er|well|ah|hm+|so)?,? ?(?:yes|yeah|yep|yup|aye|right|correct|exactly|indeed|roughly|that's (?:right|it|correct|about right|the number|the figure)|that is (?:right|correct)|sounds (?:about )?right|more or less|about (?:that|right)|still is|no change|unchanged)\b/;
const EN_NO =
  /^(?:oh|um|uh|er|well|ah|hm+|so)?,? ?(?:no|nope|nah|none|zero|nothing|not (?:a (?:penny|cent|dime)|really|at (?:the|this) moment|right now|currently|so far)|there (?:isn't|is not|is none|isnt|aren't)|we (?:don't|do not|haven't|dont|havent)|i (?:don't|do not|haven't|dont|havent)|it (?:doesn't|isn't)|afraid not|i'm afraid not)\b/;

/** What a turn begins by saying; null: neither plainly. */
export function replyOf({ folded }: Pick<TurnReading, 'folded'>): Reply | null {
  const said = folded.slice(0, OPENING).trimStart();
  if (ZH_NO.test(said) || EN_NO.test(said)) return 'no';
  return ZH_YES.test(said) || EN_YES.test(said) ? 'yes' : null;
}

/** A reply is told by its first words. */
const OPENING = 40;
