import { queryOptions } from '@tanstack/react-query';

import { answer, api, ifMatch } from '../../api/client.js';
import type { components } from '../../api/schema.js';

/** What people write down for Vouch to go by, as the addresses name it. */
export type RuleKind = 'policies' | 'playbooks' | 'lexicons';

type Schemas = components['schemas'];
export type RuleVersion = Schemas['RuleDocumentListed'];
export type RuleDocument = Schemas['RuleDocument'];
export type RuleProblem = NonNullable<Schemas['RuleDocumentChecked']['problem']>;
type AnyRules = RuleDocument['document'];
export type Policy = Extract<AnyRules, { rules: unknown }>;
export type Playbook = Extract<AnyRules, { steps: unknown }>;
export type Lexicon = Extract<AnyRules, { competitors: unknown }>;

// The three kinds have the same routes: the policies' stand for the types of all.

/** Versions are few: the newest two hundred are all. */
export const versionsQuery = (kind: RuleKind) =>
  queryOptions({
    queryKey: ['rules', kind],
    queryFn: async () =>
      (await answer(api.GET(`/v1/${kind}` as '/v1/policies', { params: { query: { limit: 200 } } }))).items,
  });

export const ruleQuery = (kind: RuleKind, id: string, version: number) =>
  queryOptions({
    queryKey: ['rules', kind, id, version],
    queryFn: () => readRules(kind, id, version),
    staleTime: Infinity,
  });

export async function readRules(kind: RuleKind, id: string, version: number): Promise<RuleDocument> {
  const path = `/v1/${kind}/{id}/versions/{version}` as '/v1/policies/{id}/versions/{version}';
  const found = await answer(api.GET(path, { params: { path: { id, version } } }));
  if (typeof found === 'string') throw new Error('asked for JSON');
  return found;
}

/** Whether it could be stored; nothing is. */
export const checkRules = (kind: RuleKind, body: Record<string, unknown>) =>
  answer(api.POST(`/v1/${kind}/check` as '/v1/policies/check', { params: { header: {} }, body }));

/** Stores the version after `newest`; it is not in force until it is put there. */
export const saveRules = (kind: RuleKind, id: string, newest: number, body: Record<string, unknown>) =>
  answer(
    api.PUT(`/v1/${kind}/{id}` as '/v1/policies/{id}', {
      params: { path: { id }, header: ifMatch(newest) },
      body,
    }),
  );

export const activateRules = (kind: RuleKind, id: string, version: number) =>
  answer(
    api.POST(`/v1/${kind}/{id}/versions/{version}/activate` as '/v1/policies/{id}/versions/{version}/activate', {
      params: { path: { id, version } },
    }),
  );

/** The words of Vouch's own lexicons; they change with the program alone. */
export const shippedWordsQuery = queryOptions({
  queryKey: ['shipped-words'],
  queryFn: async () => (await answer(api.GET('/v1/shipped-words'))).items,
  staleTime: Infinity,
});

/** Holds a version against past conversations; nothing changes by it. */
export async function startBackTest(kind: RuleKind, id: string, version: number) {
  const { source } = await readRules(kind, id, version);
  const body = {
    policies: { policy: source },
    playbooks: { playbook: source },
    lexicons: { lexicon: { company: source } },
  }[kind];
  return answer(api.POST('/v1/back-tests', { body }));
}
