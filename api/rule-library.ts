import { AppError, serveTheSame } from '../models/domain/index.js';
import type { Tx } from '../storage/database.js';
import {
  activateRuleDocument,
  activeRuleDocuments,
  findRuleDocument,
  insertRuleDocument,
  listRuleDocuments,
  type RuleDocumentKind,
  type RuleDocumentRow,
} from '../storage/repositories/rule-documents.js';
import type { ApiContext } from './context.js';
import { fromRow, type FoundDocument } from './presenters/rule-document.js';
import { readStoredDocument } from './rule-document.js';

/** Where a document stands in the list: the package's own come first, under no id, in their order. */
export type ListPlace = readonly [string, number];

/** What people put in, and before it what the package brings; each with its place. */
export async function listDocuments(
  api: ApiContext,
  kind: RuleDocumentKind,
  limit: number,
  after: ListPlace | undefined,
): Promise<{ found: FoundDocument; place: ListPlace }[]> {
  const isStored = after !== undefined && after[0] !== '';
  const own = isStored ? [] : await packaged(api, kind);
  const first = own
    .map((found, at) => ({ found, place: ['', at + 1] as const }))
    .slice(after?.[1] ?? 0)
    .slice(0, limit);
  const stored = await listRuleDocuments(api.database.db, kind, limit - first.length, isStored ? after : undefined);
  return [...first, ...stored.map((row) => ({ found: fromRow(row), place: [row.id, row.version] as const }))];
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
  const active = (await activeRuleDocuments(api.database.db, kind)).find((row) => row.id === id);
  if (active) return fromRow(active);
  const own = await packagedAs(api, kind, id);
  return own?.active === true ? own : newestDocument(api, kind, id);
}

/** By version number: the next one continues from it. */
export async function newestDocument(
  api: ApiContext,
  kind: RuleDocumentKind,
  id: string,
): Promise<FoundDocument | undefined> {
  const row = await findRuleDocument(api.database.db, kind, id);
  const own = await packagedAs(api, kind, id);
  if (own && own.version > (row?.version ?? 0)) return own;
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
  const own = await packagedAs(api, kind, id);
  return own?.version === version ? own : undefined;
}

/** Stores a version. `note` writes of it in the same transaction. @throws AppError `precondition_failed` when somebody stored the same version first */
export async function addDocument(
  api: ApiContext,
  kind: RuleDocumentKind,
  document: { id: string; version: number; source: string; createdBy: string; activate: boolean },
  note: (tx: Tx) => Promise<void>,
): Promise<FoundDocument> {
  const { id, version, source, createdBy, activate } = document;
  const at = api.now();
  await api.database.db.transaction(async (tx) => {
    if (!(await insertRuleDocument(tx, { kind, id, version, source, createdBy }, at)))
      throw new AppError('precondition_failed', 'Somebody stored a version meanwhile: read it and repeat the change.');
    if (activate) await activateRuleDocument(tx, kind, { id, version }, inTheWayOf(kind, id, source));
    await note(tx);
  });
  return { id, version, source, active: activate, created: { by: createdBy, at } };
}

/** Conversations are read with this version from now on. @throws AppError `not_found` */
export async function activateDocument(
  api: ApiContext,
  kind: RuleDocumentKind,
  id: string,
  version: number,
  note: (tx: Tx) => Promise<void>,
): Promise<FoundDocument> {
  const found = await findDocument(api, kind, id, version);
  const chosen = found.created === null ? null : { id, version };
  await api.database.db.transaction(async (tx) => {
    await activateRuleDocument(tx, kind, chosen, inTheWayOf(kind, id, found.source));
    await note(tx);
  });
  return { ...found, active: true };
}

/** There is one policy, and one lexicon; of the playbooks those of the same id, or for the same stages of a deal. */
function inTheWayOf(kind: RuleDocumentKind, id: string, source: string): (row: RuleDocumentRow) => boolean {
  if (kind !== 'playbook') return () => true;
  const playbook = readStoredDocument('playbook', source);
  return (row) => row.id === id || serveTheSame(readStoredDocument('playbook', row.source), playbook);
}

/** The package's own: in force until a stored one takes their place. */
async function packaged(api: ApiContext, kind: RuleDocumentKind): Promise<FoundDocument[]> {
  const stored = await activeRuleDocuments(api.database.db, kind);
  const own = { playbook: api.playbooks, policy: [api.policy], lexicon: [api.lexicon] }[kind];
  return own.map(({ source, value: { id, version } }) => ({
    ...{ id, version, source, created: null },
    active: !stored.some(inTheWayOf(kind, id, source)),
  }));
}

const packagedAs = async (api: ApiContext, kind: RuleDocumentKind, id: string): Promise<FoundDocument | undefined> =>
  (await packaged(api, kind)).find((own) => own.id === id);
