import { z } from '@hono/zod-openapi';

import { Instant } from '../../models/domain/index.js';
import { countReviews } from '../../storage/repositories/agreement.js';
import { REVIEWERS } from '../access.js';
import { Agreement, presentAgreement } from '../presenters/agreement.js';
import { jsonAnswer, route } from '../route.js';

const read = route(
  {
    method: 'get',
    path: '/v1/review-agreement',
    tags: ['Flags'],
    summary: 'How often people agree with the program and with each other, by category',
    description:
      'Of the flags in sight that were reviewed. Verdicts that were taken back do not count; of a person who gave several on one flag the last does, of three people the first two.',
    roles: REVIEWERS,
    request: {
      query: z.object({
        from: Instant.optional().openapi({ description: 'The verdict was given then or later.' }),
        to: Instant.optional().openapi({ description: 'And before.' }),
      }),
    },
    responses: { 200: jsonAnswer('In all, and by category.', Agreement) },
  },
  async (c) => {
    const { sight: visibleTo } = c.get('caller');
    const counts = await countReviews(c.get('api').database.db, { ...c.req.valid('query'), visibleTo });
    return c.json(presentAgreement(counts), 200);
  },
);

export const reviewAgreementRoutes = [read] as const;
