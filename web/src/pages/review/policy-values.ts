import type { Policy } from '../../parts/rules/queries.js';

type PolicyRule = Policy['rules'][number];
type When = PolicyRule['when'];
type Limit = NonNullable<When['discountAbovePercent']>;

/** What the form holds: every field is there, also where the policy says nothing. */
export type PolicyValues = { rules: RuleValues[] };
export interface RuleValues {
  id: string;
  allowed: boolean;
  category: NonNullable<When['category']>;
  risk: NonNullable<When['risk']>;
  by: NonNullable<When['by']>;
  discount: LimitValues;
  days: LimitValues;
  conditional: Whether;
  absolute: Whether;
  why: PolicyRule['why'];
  suggestion: PolicyRule['why'];
}

/** Nothing asked, or one limit for everybody, or one for a rep and one for a manager. */
export interface LimitValues {
  of: 'nobody' | 'everybody' | 'each';
  /** A field that was emptied holds ''. */
  everybody: number | '';
  rep: number | '';
  manager: number | '';
}
export const LIMITED = ['nobody', 'everybody', 'each'] as const satisfies readonly LimitValues['of'][];

/** Whether something must be so: it may be, it is, it is not. */
export type Whether = 'either' | 'yes' | 'no';
export const WHETHER = ['either', 'yes', 'no'] as const satisfies readonly Whether[];

export const STAFF_ROLES = ['rep', 'manager'] as const satisfies RuleValues['by'];

export const valuesOf = ({ rules }: Policy): PolicyValues => ({
  rules: rules.map(({ id, allowed, when, why, suggestion }) => ({
    id,
    allowed,
    category: [...(when.category ?? [])],
    risk: [...(when.risk ?? [])],
    by: [...(when.by ?? [])],
    discount: limitValues(when.discountAbovePercent),
    days: limitValues(when.dueWithinDays),
    conditional: whether(when.conditional),
    absolute: whether(when.absolute),
    why: { ...why },
    suggestion: { zh: suggestion?.zh ?? '', en: suggestion?.en ?? '' },
  })),
});

/** What nothing is asked of is left out. */
export const rulesOf = ({ rules }: PolicyValues): Record<string, unknown>[] =>
  rules.map(({ id, allowed, category, risk, by, discount, days, conditional, absolute, why, suggestion }) => ({
    id,
    when: {
      ...(category.length > 0 && { category }),
      ...(risk.length > 0 && { risk }),
      ...(by.length > 0 && { by }),
      ...(discount.of !== 'nobody' && { discountAbovePercent: limitOf(discount) }),
      ...(days.of !== 'nobody' && { dueWithinDays: limitOf(days) }),
      ...(conditional !== 'either' && { conditional: conditional === 'yes' }),
      ...(absolute !== 'either' && { absolute: absolute === 'yes' }),
    },
    allowed,
    why,
    ...(suggestion.zh + suggestion.en !== '' && { suggestion }),
  }));

export function newRule(rules: readonly RuleValues[]): RuleValues {
  let n = rules.length + 1;
  while (rules.some(({ id }) => id === `rule-${n}`)) n += 1;
  return {
    id: `rule-${n}`,
    allowed: false,
    category: [],
    risk: [],
    by: [],
    discount: limitValues(undefined),
    days: limitValues(undefined),
    conditional: 'either',
    absolute: 'either',
    why: { zh: '', en: '' },
    suggestion: { zh: '', en: '' },
  };
}

function limitValues(limit: Limit | undefined): LimitValues {
  if (limit === undefined) return { of: 'nobody', everybody: '', rep: '', manager: '' };
  if (typeof limit === 'number') return { of: 'everybody', everybody: limit, rep: limit, manager: limit };
  return { of: 'each', everybody: limit.rep, ...limit };
}

const limitOf = ({ of, everybody, rep, manager }: LimitValues) => (of === 'everybody' ? everybody : { rep, manager });

const whether = (said: boolean | undefined): Whether => (said === undefined ? 'either' : said ? 'yes' : 'no');
