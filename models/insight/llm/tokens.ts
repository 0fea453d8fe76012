import { isHan } from '../reading/text.js';

/** A Latin token has four characters on average; three keep the estimate on the safe side for names, numbers and JSON. */
const UNITS_A_TOKEN = 3;

/** About how many tokens a text is, for any tokenizer: each Han character counts as one, others by their number. */
export function tokensOf(text: string): number {
  let han = 0;
  for (let at = 0; at < text.length; at += 1) if (isHan(text.charCodeAt(at))) han += 1;
  return han + Math.ceil((text.length - han) / UNITS_A_TOKEN);
}
