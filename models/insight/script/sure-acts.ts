import type { Evidence } from '../../domain/index.js';
import { isPlain, saysPlainly } from '../course/plain.js';
import type { Clause, Reading, TurnReading } from '../reading/reading.js';
import { type Act, asksAt, contentWords } from './script-acts.js';
import { citeClauses } from '../reading/spans.js';

/** Who calls says so at once. */
const OPENING_TURNS = 4;
/** Whether it suits is asked at the beginning. */
const PERMISSION_TURNS = 12;
/** An opening is a sentence or two. */
const OPENING_UNITS = 160;

const ZH_OPENS =
  /(?:我(?:是|叫|姓)|(?:这里|这边|这儿|我这边|我这里)是)\s*[\u4e00-\u9fffA-Za-z]|[\u4e00-\u9fffA-Za-z](?:的|科技|软件|公司)?小[\u4e00-\u9fff](?:[啊呀哈，,。.!！\s]|$)|(?:我|们)是.{0,12}的[\u4e00-\u9fff]{2,6}[，,]我(?:姓|叫)|(?:记得我不|记得我吗)/;
const EN_OPENS =
  /\b(?:this is|it's|it’s|my name's|my name’s|my name is|I'm|I’m|I am|speaking with|speaking to)\s+[A-Z][a-z]+|\b[A-Z][a-z]+,? (?:here|calling|over|at|from|with)\b.{0,24}\b(?:from|with|at|here|for)\b|,\s*[A-Z][a-z]+ (?:over )?(?:at|from|with|of) [A-Z]|\b[A-Z][a-z]+ here\b/;
const GREETS =
  /您好|你好|早上好|上午好|下午好|晚上好|大家好|各位好|喂|哈喽|总好|总早|老师好|主任好|[总哥姐董]，|\b(?:hi|hey|hello|morning|afternoon|evening|good day)\b/i;
const NAMES_OURS = /\b(?:from|with|at|for)\s+[A-Z]|\bcalling\b|\bI'm with\b|\bteam\b/;

/**
 * What the rep does in words that leave no doubt; null: nowhere. The classifier judges the rest.
 */
export function surelyDone(act: Act, reading: Reading): Evidence | null {
  let heard = new Set<string>();
  for (const turn of reading.turns) {
    if (act === 'opening' && turn.index >= OPENING_TURNS) return null;
    if (turn.side === 'customer' && act === 'value')
      heard = new Set([...heard, ...contentWords(turn.folded)].slice(-HEARD));
    if (turn.side !== 'rep' || turn.unreliable) continue;
    const found = doneIn(act, reading, turn, heard);
    if (found) return citeClauses(reading, turn, found)[0];
  }
  return null;
}

/** So many words of the customer's are remembered. */
const HEARD = 2000;
/** The product answers what the customer said in so many of its words, or pairs of characters. */
const TIED = 2;

function doneIn(act: Act, reading: Reading, turn: TurnReading, heard: ReadonlySet<string>): readonly Clause[] | null {
  switch (act) {
    case 'opening':
      return opens(turn) ? turn.clauses.slice(0, 2) : null;
    case 'need':
    case 'authority':
    case 'timeline': {
      const at = turn.clauses.findIndex(
        (clause, n) =>
          isPlain(reading, turn, clause, `step_${act}`) &&
          !isPlain(reading, turn, clause, 'ours') &&
          (asksAt(turn, n) || (act === 'need' && INVITES.test(clause.text))),
      );
      return at < 0 || isSurelyNot(act, reading, turn) ? null : turn.clauses.slice(at, at + 1);
    }
    case 'next_step': {
      const found = turn.clauses.find((clause) => isPlain(reading, turn, clause, 'step_next_step'));
      return found && !saysPlainly(reading, turn, 'not_next_step') ? [found] : null;
    }
    case 'value': {
      const at = turn.clauses.findIndex((clause) => isPlain(reading, turn, clause, 'step_ties'));
      const words = at < 0 ? [] : contentWords(turn.folded).filter((word) => heard.has(word));
      return new Set(words).size >= TIED && PRODUCT.test(turn.folded.slice(0, READ_UNITS))
        ? turn.clauses.slice(at, at + 2)
        : null;
    }
    case 'permission':
    case 'impact':
    case 'budget':
      return null;
  }
}

/** "给我讲讲你们的流程": asked without a question. */
const INVITES = /讲讲|说说|聊聊|介绍|了解|walk me through|talk me through|tell me/;
/** The product does something about it. */
const PRODUCT =
  /我们|咱|这个|系统|自动|就能|就不用|再也|一键|一下|\b(?:us|we|our|it's|that's|this|with|app|goes|go away|automatically|so)\b/;
const READ_UNITS = 600;

function opens({ text, folded, index }: TurnReading): boolean {
  const start = text.slice(0, OPENING_UNITS);
  const zh = ZH_OPENS.test(folded.slice(0, OPENING_UNITS)) && GREETS.test(start);
  const en = EN_OPENS.test(start) && (GREETS.test(start) || (index <= 1 && NAMES_OURS.test(start)));
  return zh || en;
}

/** What sounds like a step and is surely something else: so a turn is not taken for it. */
export function isSurelyNot(act: Act, reading: Reading, turn: TurnReading): boolean {
  const says = (...ideas: string[]): boolean => saysPlainly(reading, turn, ...ideas);
  switch (act) {
    case 'permission':
      return turn.index >= PERMISSION_TURNS || (says('not_permission') && isOneThing(turn));
    case 'need':
      return says('not_need') && !says('step_need') && (isOneThing(turn) || (turn.index === 0 && opens(turn)));
    case 'impact':
      return says('not_impact') && isOneThing(turn);
    case 'authority':
      return isOneThing(turn) && (says('ours') || (says('not_authority') && !says('step_authority')));
    case 'timeline':
      return says('not_timeline') && !says('step_timeline') && isOneThing(turn);
    case 'next_step':
      return says('not_next_step') && isOneThing(turn);
    case 'opening':
    case 'budget':
    case 'value':
      return false;
  }
}

/** A longer turn does more than one thing. */
const isOneThing = ({ clauses }: TurnReading): boolean => clauses.length <= 2;
