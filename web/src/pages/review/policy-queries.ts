import { queryOptions } from '@tanstack/react-query';

import { answer, api } from '../../api/client.js';
import type { components } from '../../api/schema.js';

export type PolicyVersion = components['schemas']['RuleDocumentListed'];
export type Policy = Extract<components['schemas']['RuleDocument']['document'], { rules: unknown }>;
export type PolicyRule = Policy['rules'][number];

/** Versions are few: the newest two hundred are all. */
export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: async () => (await answer(api.GET('/v1/policies', { params: { query: { limit: 200 } } }))).items,
});

export const policyQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['policies', id, version],
    queryFn: async (): Promise<Policy> => {
      const found = await answer(
        api.GET('/v1/policies/{id}/versions/{version}', { params: { path: { id, version } } }),
      );
      if (typeof found === 'string' || !('rules' in found.document)) throw new Error('this is no policy');
      return found.document;
    },
    staleTime: Infinity,
  });
