/** What is said of somebody and tells of no part: it is denied, it is over, or they only ask. */
import { type Clause, find, has, type TurnReading } from '../reading/reading.js';
import type { Place } from './people.js';

/** Whether a place tells of no part, though it has the words for one. */
export const tellsOfNone = (place: Place): boolean => isDenied(place) || isFormer(place) || onlyAsks(place);

/** “Dana doesn't decide that any more”, 法务不用看, “not Ed”, 不需要总部批. */
function isDenied({ turn, at, called }: Place): boolean {
  const clause = turn.clauses[at] as Clause;
  if (clause.asks === 'asks') return false;
  const behind = clause.hits.some(
    ({ concept, start, end }) =>
      concept === 'stakeholders.denied' &&
      start >= called.end &&
      REACHES.test(turn.folded.slice(called.end, start)) &&
      !UNLESS.test(turn.folded.slice(end, clause.end)),
  );
  return behind || isNotNeeded(turn, clause, called);
}

/** Between somebody and what is denied of them. */
const REACHES =
  /^(?:'s|'re)?(?:[ ,]|himself|herself|also|really|actually|certainly|definitely|now|currently|just|\(.*\)|他|她|他们|她们|那边|这边|那里|自己|本人|那儿|部门|现在|其实|一般|平时|都|也|已经|倒|就|这次|这个|对此){0,4}$/;
/** “He never signs without reading it”: and so he does sign. */
const UNLESS =
  /\b(?:until|unless|without|before|if|alone|by (?:him|her|them)sel(?:f|ves)|on (?:his|her|their) own|yet|lightly|quickly|fast|just|everything|but|only)\b|就不|也不行|谁也|不行/;

function isNotNeeded(turn: TurnReading, clause: Clause, { start, end }: Place['called']): boolean {
  return clause.hits.some((hit) => {
    if (hit.concept !== 'stakeholders.not_needed' || hit.end > start) return false;
    const between = turn.folded.slice(hit.end, start);
    const before = turn.folded.slice(Math.max(clause.start, hit.start - BEFORE_UNITS), hit.start);
    if (between.length > BETWEEN_UNITS || !OF_THEIRS.test(between) || ASKED_OR_MORE.test(before)) return false;
    const after = turn.folded.slice(end, clause.end);
    return turn.folded.slice(hit.start, hit.end).endsWith('不是')
      ? ZH_ACTS.test(after)
      : !/^的?(?:人|话|时候)/.test(after);
  });
}

const BEFORE_UNITS = 10;
const BETWEEN_UNITS = 10;
const OF_THEIRS = /^[ ]?(?:(?:our|the|my|to|for) ?|我们?的?|咱们?的?|公司的?|那个|什么|你?们?)*$/;
/** 是不是老板定, 还不是老板说了算, “if not Helen”: which denies nothing. */
const ASKED_OR_MORE = /[是用需还就可要]$|\b(?:if|or|whether|why|certainly|or) $/;
/** 不是老板定; and not 不是老板一个人定. */
const ZH_ACTS =
  /^(?!.{0,4}(?:一个人|一人|自己|单独))[^,]{0,6}(?:定|拍板|说了?算|[做作]主|签|批|审|管|负责|决定|用|反对)/;

/** “Carl used to decide”, 以前是刘总定. */
function isFormer({ turn, at, called }: Place): boolean {
  const clause = turn.clauses[at] as Clause;
  const hit = find(clause, 'stakeholders.former');
  if (!hit || clause.asks === 'asks') return false;
  const words = turn.folded.slice(hit.start, hit.end);
  if (/^[a-z]/.test(words)) return !/\bstill\b/.test(clause.text);
  const before = turn.folded.slice(clause.start, hit.start);
  const behind = hit.start >= called.end;
  if (
    behind
      ? hit.start - called.end > 1
      : !AT_THE_START.test(before) || !IT_WAS.test(turn.folded.slice(hit.end, called.start))
  )
    return false;
  const later = turn.clauses.slice(at, at + CHANGED_WITHIN).map(({ text }) => text);
  later[0] = turn.folded.slice(hit.end, clause.end);
  return (
    !later.some((text) => STILL.test(text)) &&
    (later.some((text) => CHANGED.test(text)) || /以前|从前|过去/.test(words))
  );
}

const AT_THE_START =
  /^[\s,]*(?:但|不过|其实|嗯|对|哦|啊|我们|咱们|公司|这边|这块|这个|这事|采购|合同|预算|都|呢|的|,){0,3}$/;
const IT_WAS =
  /^(?:我们|咱们|的|都|一直|一般|呢|,|那个|公司|部门|这块|这个|这些|合同|采购|预算|主要|财务){0,3}(?:是|由|归|靠|找|给|要)?(?:我们|咱们|公司)?的?$/;
const CHANGED_WITHIN = 4;
const CHANGED = /现在|如今|目前|换成|换了|改成|改由|改为|退休|离职|调走|走了|后来|今年|不管了|不再|交给/;
const STILL = /(?:现在|如今|目前)(?:也|还|仍|依然)|一直到现在/;

/** “Legal asks about the terms”, 法务问付款方式, 刘经理介绍的. */
function onlyAsks({ turn, at, called }: Place): boolean {
  const clause = turn.clauses[at] as Clause;
  const after = turn.folded.slice(called.end, Math.min(clause.end, called.end + ASKS_UNITS));
  return ASKS.test(after);
}

const ASKS_UNITS = 40;
const ASKS =
  /^(?: team| department| people| folks| guys)?(?:'s| is| are| has| have| was| were| just| also| only| keeps?| wanted| wants| would like| had)*(?: just| also| only)? (?:asks|asked|asking|to know|wondering|wonders|a question|some questions|a few questions|questions)\b|^(?:那边|这边|部|部门|的人|的同事|他们|她们|也|就|还|刚才|昨天|今天|一直|想|让我|托我|要我|叫我){0,3}(?:问|想知道|想了解|想确认|有个问题|有几个问题|有问题)(?!题)|^(?:给我们?|跟我们?|向我们?)?介绍(?:的|我|来|过来|给)/;

/** Whether any words in the clause of a place speak for a role. */
export const hasRole = ({ turn, at }: Place): boolean => ROLES.some((idea) => has(turn.clauses[at] as Clause, idea));
const ROLES = ['decides', 'approves', 'blocks', 'champions', 'influences', 'uses'].map(
  (idea) => `stakeholders.${idea}`,
);
