import { z } from '@hono/zod-openapi';

import { Instant } from '../../models/domain/index.js';
import { listAudit, type AuditRow } from '../../storage/repositories/audit.js';
import { decodeCursor, pageOf, pageQuery, toPage } from '../page.js';
import { jsonAnswer, route } from '../route.js';

const AuditPresented = z
  .object({
    id: z.string(),
    at: z.string(),
    actor: z.object({
      kind: z.enum(['user', 'key', 'local', 'nobody']),
      id: z.string().nullable(),
      name: z.string().nullable().openapi({ description: 'As the actor was called then.' }),
    }),
    action: z.string(),
    object: z.object({ kind: z.string(), id: z.string() }).nullable(),
    address: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
  })
  .openapi('AuditEntry');

const list = route(
  {
    method: 'get',
    path: '/v1/audit',
    tags: ['Audit'],
    summary: 'Who did what, newest first; append-only, and without what people said',
    roles: ['admin'],
    request: {
      query: z.object({
        ...pageQuery,
        actor: z.string().max(200).optional().openapi({ description: 'Id of a person or a key.' }),
        action: z.string().max(100).optional().openapi({ description: 'Whole, or the part before the dot.' }),
        objectId: z.string().max(200).optional(),
        from: Instant.optional(),
        to: Instant.optional(),
      }),
    },
    responses: { 200: jsonAnswer('A page.', pageOf(AuditPresented)) },
  },
  async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query');
    const before = decodeCursor(cursor, z.tuple([z.string()]));
    const found = await listAudit(c.get('api').database.db, filter, limit + 1, before?.[0]);
    return c.json(
      toPage(found, limit, (row) => [row.id], present),
      200,
    );
  },
);

export const auditRoutes = [list] as const;

const present = (row: AuditRow): z.infer<typeof AuditPresented> => ({
  id: row.id,
  at: row.at.toISOString(),
  actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
  action: row.action,
  object: row.objectKind === null || row.objectId === null ? null : { kind: row.objectKind, id: row.objectId },
  address: row.address,
  details: row.details,
});
