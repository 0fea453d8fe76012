import { AppError } from '../models/domain/index.js';
import {
  activateRuleDocument,
  activeRuleDocument,
  findRuleDocument,
  insertRuleDocument,
  listRuleDocuments,
  type RuleDocumentKind,
} from '../storage/repositories/rule-documents.js';
import type { ApiContext } from './context.js';
import { fromRow, type FoundDocument } from './presenters/rule-document.js';

/** What people put in, and before it what the package brings. */
export async function listDocuments(
  api: ApiContext,
  kind: RuleDocumentKind,
  limit: number,
  after: readonly [string, number] | undefined,
): Promise<FoundDocument[]> {
  const first = after === undefined ? [await packaged(api, kind)] : [];
  const stored = await listRuleDocuments(api.database.db, kind, limit - first.length, after);
  return [...first, ...stored.map(fromRow)];
}

/** The version asked for; else the active one if it has this id; else the newest. @throws AppError `not_found` */
export async function findDocument(
  api: ApiContext,
  kind: RuleDocumentKind,
  id: string,
  version?: number,
): Promise<FoundDocument> {
  const found = version === undefined ? await current(api, kind, id) : await findVersion(api, kind, id, version);
  if (found === undefined)
    throw new AppError('not_found', `There is no ${kind} ${id}${version === undefined ? '' : ` version ${version}`}.`);
  return found;
}

async function current(api: ApiContext, kind: RuleDocumentKind, id: string): Promise<FoundDocument | undefined> {
  const active = await activeRuleDocument(api.database.db, kind);
  if (active?.id === id) return fromRow(active);
  const own = await packaged(api, kind);
  if (active === undefined && own.id === id) return own;
  return newestDocument(api, kind, id);
}

/** By version number: the next one continues from it. */
export async function newestDocument(
  api: ApiContext,
  kind: RuleDocumentKind,
  id: string,
): Promise<FoundDocument | undefined> {
  const row = await findRuleDocument(api.database.db, kind, id);
  const own = await packaged(api, kind);
  if (own.id === id && own.version > (row?.version ?? 0)) return own;
  return row && fromRow(row);
}

async function findVersion(
  api: ApiContext,
  kind: RuleDocumentKind,
  id: string,
  version: number,
): Promise<FoundDocument | undefined> {
  const row = await findRuleDocument(api.database.db, kind, id, version);
  if (row !== undefined) return fromRow(row);
  const own = await packaged(api, kind);
  return own.id === id && own.version === version ? own : undefined;
}

/** Stores a version. @throws AppError `precondition_failed` when somebody stored the same version first */
export async function addDocument(
  api: ApiContext,
  kind: RuleDocumentKind,
  document: { id: string; version: number; source: string; createdBy: string; activate: boolean },
): Promise<FoundDocument> {
  const { id, version, source, createdBy, activate } = document;
  const at = api.now();
  await api.database.db.transaction(async (tx) => {
    if (!(await insertRuleDocument(tx, { kind, id, version, source, createdBy }, at)))
      throw new AppError('precondition_failed', 'Somebody stored a version meanwhile: read it and repeat the change.');
    if (activate) await activateRuleDocument(tx, kind, { id, version });
  });
  return { id, version, source, active: activate, created: { by: createdBy, at } };
}

/** Conversations are read with this version from now on. @throws AppError `not_found` */
export async function activateDocument(
  api: ApiContext,
  kind: RuleDocumentKind,
  id: string,
  version: number,
): Promise<FoundDocument> {
  const found = await findDocument(api, kind, id, version);
  const chosen = found.created === null ? null : { id, version };
  await api.database.db.transaction((tx) => activateRuleDocument(tx, kind, chosen));
  return { ...found, active: true };
}

async function packaged(api: ApiContext, kind: RuleDocumentKind): Promise<FoundDocument> {
  const { source, value } = kind === 'playbook' ? api.playbook : api.policy;
  const active = (await activeRuleDocument(api.database.db, kind)) === undefined;
  return { id: value.id, version: value.version, source, active, created: null };
}
