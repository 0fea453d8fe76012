import type { components } from '../api/schema.js';

/** The vocabulary's closed sets, from the API's own types. */
type Schemas = components['schemas'];
export type Step = Schemas['Step'];
export type StepName = Step['name'];
export type StepState = Step['state'];
export type Kind = Schemas['ConversationListed']['kind'];
export type Language = NonNullable<Schemas['ConversationListed']['language']>;
export type RunState = NonNullable<Schemas['ConversationListed']['state']>;
export type Analysis = Schemas['Analysis'];
export type Evidence = Analysis['budgets'][number]['evidence'][number];
export type Risk = Schemas['Flag']['risk'];
export type CommitmentCategory = Schemas['Flag']['category'];
export type ObjectionCategory = Analysis['objections'][number]['category'];
export type StakeholderRole = Analysis['stakeholders'][number]['role'];
export type BudgetStance = Analysis['budgets'][number]['stance'];
export type BudgetPeriod = NonNullable<Analysis['budgets'][number]['period']>;
export type Side = Schemas['Participant']['side'];
export type RecordField = Schemas['Proposal']['field'];
export type PromiseState = Schemas['Promise']['state'];
export type Outcome = Schemas['Deal']['outcome'];

export const STEPS = [
  'normalize',
  'transcribe',
  'attribute',
  'extract',
  'flag',
  'score',
  'summarize',
  'publish',
] as const satisfies readonly StepName[];
export const KINDS = ['call', 'meeting', 'chat'] as const satisfies readonly Kind[];
export const LANGUAGES_SPOKEN = ['zh', 'en', 'mixed'] as const satisfies readonly Language[];
export const RISKS = ['high', 'medium', 'low'] as const satisfies readonly Risk[];
export const OUTCOMES = ['open', 'won', 'lost'] as const satisfies readonly Outcome[];
export const RUN_STATES = ['running', 'done', 'failed'] as const satisfies readonly RunState[];
export const PROMISE_STATES = ['open', 'kept', 'broken', 'withdrawn'] as const satisfies readonly PromiseState[];
export const COMMITMENT_CATEGORIES = [
  'outcome',
  'deadline',
  'price',
  'scope',
  'refund',
  'reliability',
  'compliance',
  'exclusivity',
] as const satisfies readonly CommitmentCategory[];
export const STAKEHOLDER_ROLES = [
  'decision_maker',
  'approver',
  'influencer',
  'champion',
  'user',
  'blocker',
] as const satisfies readonly StakeholderRole[];
export const STANCES = ['stated', 'ceiling', 'pending', 'frozen', 'none'] as const satisfies readonly BudgetStance[];
export const PERIODS = [
  'once',
  'month',
  'quarter',
  'year',
  'seat_month',
  'seat_year',
] as const satisfies readonly BudgetPeriod[];
export const OBJECTION_CATEGORIES = [
  'price',
  'budget',
  'timing',
  'authority',
  'need',
  'competitor',
  'trust',
  'security',
  'product',
  'implementation',
  'contract',
] as const satisfies readonly ObjectionCategory[];
export const RECORD_FIELDS = [
  'budget',
  'decision_chain',
  'objections',
  'promises',
  'next_steps',
  'competitors',
  'goals',
  'pains',
] as const satisfies readonly RecordField[];
export const INSIGHT_KINDS = [
  'budgets',
  'stakeholders',
  'commitments',
  'objections',
  'nextSteps',
  'goals',
  'pains',
  'competitors',
] as const satisfies readonly (keyof Analysis)[];
