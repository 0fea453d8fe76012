import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { stringify } from 'yaml';

import { AppError, type Role } from '../../models/domain/index.js';
import type { RuleDocumentKind } from '../../storage/repositories/rule-documents.js';
import { READERS } from '../access.js';
import { audit } from '../audit.js';
import type { ApiEnv } from '../context.js';
import { ifMatchHeader, requireMatch, setEtag } from '../etag.js';
import { parseJson, refuseNul } from '../json-body.js';
import { decodeCursor, pageOf, pageQuery, toPage } from '../page.js';
import {
  type FoundDocument,
  presentDocument,
  presentListedDocument,
  presentRuleProblem,
  RuleDocumentChecked,
  RuleDocumentListed,
  RuleDocumentPresented,
} from '../presenters/rule-document.js';
import { parseRuleDocument, withVersion } from '../rule-document.js';
import { activateDocument, addDocument, findDocument, listDocuments, newestDocument } from '../rule-library.js';
import { jsonAnswer, route } from '../route.js';

const documentId = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, 'must be of a-z, 0-9, dot, dash and underscore');
const idParam = z.object({ id: documentId });
const versionParam = z.object({
  id: documentId,
  version: z.coerce.number().int().min(1).max(1_000_000).openapi({ type: 'integer' }),
});
const Cursor = z.tuple([z.string(), z.number().int()]);
const yamlContent = { 'application/yaml': { schema: { type: 'string' as const } } };
const documentBody = {
  required: true as const,
  content: { ...yamlContent, 'application/json': { schema: { type: 'object' as const } } },
};
const documentAnswer = {
  description: 'The document; as YAML for `Accept: application/yaml`.',
  content: { 'application/json': { schema: RuleDocumentPresented }, ...yamlContent },
};

/** The same routes for playbooks, for policies and for the company's lexicons. */
function ruleDocumentRoutes<const P extends 'playbooks' | 'policies' | 'lexicons'>(
  plural: P,
  kind: RuleDocumentKind,
  editors: readonly Role[],
) {
  const tags = [{ playbooks: 'Playbooks', policies: 'Policies', lexicons: 'Lexicons' }[plural]];

  const list = route(
    {
      method: 'get',
      path: `/v1/${plural}`,
      tags,
      summary: `The package's ${kind} and every stored version`,
      roles: READERS,
      request: { query: z.object(pageQuery) },
      responses: { 200: jsonAnswer('A page.', pageOf(RuleDocumentListed)) },
    },
    async (c) => {
      const { limit, cursor } = c.req.valid('query');
      const found = await listDocuments(c.get('api'), kind, limit + 1, decodeCursor(cursor, Cursor));
      return c.json(
        toPage(
          found,
          limit,
          ({ place }) => place,
          (one) => presentListedDocument(kind, one.found),
        ),
        200,
      );
    },
  );

  const read = route(
    {
      method: 'get',
      path: `/v1/${plural}/{id}`,
      tags,
      summary: 'The active version, else the newest',
      roles: READERS,
      request: { params: idParam },
      responses: { 200: documentAnswer },
    },
    async (c) => answerDocument(c, kind, await findDocument(c.get('api'), kind, c.req.valid('param').id)),
  );

  const readVersion = route(
    {
      method: 'get',
      path: `/v1/${plural}/{id}/versions/{version}`,
      tags,
      summary: 'One version',
      roles: READERS,
      request: { params: versionParam },
      responses: { 200: documentAnswer },
    },
    async (c) => {
      const { id, version } = c.req.valid('param');
      return answerDocument(c, kind, await findDocument(c.get('api'), kind, id, version));
    },
  );

  const check = route(
    {
      method: 'post',
      path: `/v1/${plural}/check`,
      tags,
      summary: `Does a ${kind} fit? Stores nothing: for whoever is writing one`,
      roles: editors,
      request: { body: documentBody },
      responses: { 200: jsonAnswer('Whether it could be stored, and if not, why.', RuleDocumentChecked) },
    },
    async (c) => {
      try {
        parseRuleDocument(kind, await readSource(c), c.get('api').shippedConcepts);
        return c.json({ valid: true, problem: null }, 200);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'invalid_input') throw error;
        return c.json({ valid: false, problem: presentRuleProblem(error) }, 200);
      }
    },
  );

  const put = route(
    {
      method: 'put',
      path: `/v1/${plural}/{id}`,
      tags,
      summary: 'Store a new version (YAML or JSON); it is used once it is activated',
      description: 'If-Match: the newest version, when there is one.',
      roles: editors,
      request: {
        params: idParam,
        headers: ifMatchHeader,
        query: z.object({ activate: z.enum(['true', 'false']).default('false') }),
        body: documentBody,
      },
      responses: { 201: jsonAnswer('It is stored.', RuleDocumentPresented) },
    },
    async (c) => {
      const api = c.get('api');
      const { id } = c.req.valid('param');
      const activate = c.req.valid('query').activate === 'true';
      const source = await readSource(c);
      const parsed = parseRuleDocument(kind, source, api.shippedConcepts);
      if (parsed.id !== id)
        throw new AppError(
          'invalid_input',
          `The ${kind} names itself otherwise than the address does: make its id ${id}.`,
        );
      const newest = await newestDocument(api, kind, id);
      if (newest !== undefined) requireMatch(c, newest.version);
      const version = (newest?.version ?? 0) + 1;
      const createdBy = c.get('caller').name;
      const stored = await addDocument(
        api,
        kind,
        { id, version, source: withVersion(source, version), createdBy, activate },
        (tx) => audit(c, 'rules.stored', { kind, id }, { version, active: activate }, tx),
      );
      c.get('activePolicy').forget();
      setEtag(c, version);
      return c.json(presentDocument(kind, stored), 201);
    },
  );

  const activate = route(
    {
      method: 'post',
      path: `/v1/${plural}/{id}/versions/{version}/activate`,
      tags,
      summary: 'Read conversations with this version from now on; an older one rolls back',
      ...(kind === 'playbook' && {
        description: 'It takes the place of the playbooks that are in force for the same stages of a deal.',
      }),
      roles: editors,
      request: { params: versionParam },
      responses: { 200: jsonAnswer('It is active.', RuleDocumentPresented) },
    },
    async (c) => {
      const { id, version } = c.req.valid('param');
      const active = await activateDocument(c.get('api'), kind, id, version, (tx) =>
        audit(c, 'rules.activated', { kind, id }, { version }, tx),
      );
      c.get('activePolicy').forget();
      return c.json(presentDocument(kind, active), 200);
    },
  );

  return [check, list, read, readVersion, put, activate] as const;
}

export const playbookRoutes = ruleDocumentRoutes('playbooks', 'playbook', ['qa', 'trainer', 'admin']);
export const policyRoutes = ruleDocumentRoutes('policies', 'policy', ['qa', 'admin']);
const shipped = route(
  {
    method: 'get',
    path: '/v1/shipped-words',
    tags: ['Lexicons'],
    summary: "The words of Vouch's own lexicons, by their idea",
    description:
      'How a term is written: `(a|b)` either, `…` a few words between, a final `*` any ending. A lexicon switches terms off by `off`.',
    roles: READERS,
    responses: {
      200: jsonAnswer(
        'All of them, in the order of the files.',
        z.object({
          items: z.array(z.object({ id: z.string(), terms: z.array(z.string()) }).openapi('ShippedConcept')),
        }),
      ),
    },
  },
  (c) => c.json({ items: c.get('api').shippedConcepts.map(({ id, terms }) => ({ id, terms: [...terms] })) }, 200),
);

export const lexiconRoutes = [...ruleDocumentRoutes('lexicons', 'lexicon', ['qa', 'admin']), shipped] as const;

function answerDocument(c: Context<ApiEnv>, kind: RuleDocumentKind, found: FoundDocument) {
  setEtag(c, found.version);
  c.header('Vary', 'Accept');
  if (/\b(?:application|text)\/(?:x-)?yaml\b/i.test(c.req.header('accept') ?? ''))
    return c.body(found.source, 200, { 'content-type': 'application/yaml; charset=utf-8' });
  return c.json(presentDocument(kind, found), 200);
}

/** YAML as it was sent; JSON becomes YAML, which is what is kept. */
async function readSource(c: Context<ApiEnv>): Promise<string> {
  const text = await c.req.text();
  refuseNul(text);
  return /json/i.test(c.req.header('content-type') ?? '') ? stringify(parseJson(text)) : text;
}
