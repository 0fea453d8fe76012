import type { Participant } from '../models/domain/index.js';
import { normalizeCustomerKey } from '../storage/customer-key.js';
import type { DbOrTx } from '../storage/database.js';
import {
  addNote,
  type CustomerKey,
  findKeyOwners,
  listDealSpans,
  listParticipantKeys,
  readMatchState,
  saveDeal,
  saveDealProposals,
  saveMatch,
} from '../storage/repositories/customer-matching.js';
import { dealCandidates } from './match-deal.js';

export interface MatchOptions {
  /** Country of telephone numbers written without a prefix, ISO 3166-1 (`CN`). */
  phoneRegion: string;
  /** The Conversation's participants where the caller has them; else they are read. */
  participants?: readonly KeyHolder[];
}

type KeyHolder = Pick<Participant, 'side' | 'phone' | 'email' | 'externalId'>;

/** How sure a match is: a CRM's own id before a number before an address. */
const STRENGTH = ['external_id', 'phone', 'email'] as const;

export const AMBIGUOUS_NOTE =
  'The participants have ids, numbers or addresses of several customers: assign this conversation by hand.';

/**
 * Finds the Conversation's customer by the external ids, telephone numbers and e-mail addresses of
 * those who are not on the rep's side (never by name), and its deal by time. What is set stays; what
 * fits several is left to a person. Doing it twice leaves the same.
 */
export async function matchConversation(tx: DbOrTx, conversationId: string, options: MatchOptions): Promise<void> {
  const state = await readMatchState(tx, conversationId);
  if (!state) return;
  const customerId = state.customerId ?? (await matchCustomer(tx, conversationId, options));
  if (customerId === null || state.dealId !== null) return;
  const candidates = dealCandidates(await listDealSpans(tx, customerId), state.startedAt);
  const [only, another] = candidates;
  const sure = only !== undefined && another === undefined && state.startedAt !== null;
  if (sure) await saveDeal(tx, conversationId, only.dealId);
  await saveDealProposals(tx, conversationId, sure ? [] : candidates);
}

/** Whether `matchConversation` would find nothing to set: no customer yet, and nobody is known. */
export async function isUnmatchable(
  db: DbOrTx,
  { customerId }: { customerId: string | null },
  people: readonly KeyHolder[],
  phoneRegion: string,
): Promise<boolean> {
  return customerId === null && (await findKeyOwners(db, keysOf(people, phoneRegion))).length === 0;
}

async function matchCustomer(tx: DbOrTx, conversationId: string, options: MatchOptions): Promise<string | null> {
  const people = options.participants ?? (await listParticipantKeys(tx, conversationId));
  const owners = await findKeyOwners(tx, keysOf(people, options.phoneRegion));
  const [first] = owners;
  if (!first) return null;
  if (owners.some(({ customerId }) => customerId !== first.customerId)) {
    await addNote(tx, conversationId, AMBIGUOUS_NOTE);
    return null;
  }
  const by = STRENGTH.find((kind) => owners.some((owner) => owner.kind === kind)) ?? first.kind;
  await saveMatch(tx, conversationId, first.customerId, by);
  return first.customerId;
}

/**
 * Everything by which a customer may be known. Some sources have the number or the address as the
 * account's id (WhatsApp, mail), so that is read in all three ways.
 */
export function keysOf(people: readonly KeyHolder[], phoneRegion: string): CustomerKey[] {
  const keys = new Map<string, CustomerKey>();
  const add = (kind: CustomerKey['kind'], text: string | null | undefined): void => {
    const value = text == null ? null : normalizeCustomerKey(kind, text, phoneRegion);
    if (value !== null) keys.set(`${kind} ${value}`, { kind, value });
  };
  for (const { side, phone, email, externalId } of people) {
    if (side === 'rep') continue;
    add('external_id', externalId);
    add('phone', phone);
    add('phone', externalId);
    add('email', email);
    add('email', externalId);
  }
  return [...keys.values()];
}
