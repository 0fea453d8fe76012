import { z } from '@hono/zod-openapi';

import { Instant, Language, StaffRole } from '../../models/domain/index.js';
import { READERS } from '../access.js';
import { MessageCheck } from '../presenters/message-check.js';
import { jsonAnswer, jsonBody, route } from '../route.js';

/** A long e-mail; checking takes time in proportion. */
const MAX_DRAFT = 20_000;

const check = route(
  {
    method: 'post',
    path: '/v1/compliance/check',
    tags: ['Compliance'],
    summary: 'Check a draft message before it is sent: risky spans, why, and a wording that may be used',
    description: 'Nothing of the draft is stored. Idempotency-Key is not needed and not looked at.',
    roles: READERS,
    replay: 'by-content',
    request: {
      body: jsonBody(
        z.strictObject({
          text: z.string().min(1).max(MAX_DRAFT),
          language: Language.optional(),
          at: Instant.optional().openapi({
            description: 'When it is to be sent; limits on delivery dates count from there. Now, if absent.',
          }),
          policy: z
            .string()
            .min(1)
            .max(200)
            .optional()
            .openapi({ description: 'Id of a policy; the active one if absent.' }),
          role: StaffRole.optional().openapi({
            description:
              "Whose limits hold. Absent: a manager's for a manager's key, else a rep's; a rep's key has a rep's.",
          }),
        }),
      ),
    },
    responses: {
      200: jsonAnswer(
        'What the policy says. `quote` is `text.slice(start, end)`, UTF-16 offsets.',
        MessageCheck.extend({ policy: z.object({ id: z.string(), version: z.number().int() }) }).openapi(
          'ComplianceCheck',
        ),
      ),
    },
  },
  async (c) => {
    const api = c.get('api');
    const { text, language, at, policy: id, role: given } = c.req.valid('json');
    const policy = await c.get('activePolicy').find(api, id);
    const caller = c.get('caller').role;
    const role = caller === 'rep' ? 'rep' : (given ?? (caller === 'manager' ? 'manager' : 'rep'));
    const found = await api.checkMessage(text, { policy, language, at: at ?? api.now().toISOString(), role });
    return c.json(
      {
        language: found.language,
        allowed: found.allowed,
        spans: found.spans.map(({ start, end, quote, category, risk, allowed, why, suggestion }) => ({
          start,
          end,
          quote,
          category,
          risk,
          allowed,
          why,
          suggestion,
        })),
        policy: { id: policy.id, version: policy.version },
      },
      200,
    );
  },
);

export const complianceRoutes = [check] as const;
