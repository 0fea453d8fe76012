import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

import type { Participant, Side, SideSource } from '../models/domain/index.js';
import type { ImportOptions } from './importer.js';

/** What a source tells about somebody, as far as it matters for the side. */
export interface Identity {
  readonly id?: string | null;
  readonly externalId?: string | null;
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly channel?: number | null;
  /** The side that the export itself states: a role, `isSend`, a staff id. */
  readonly exportSide?: Side;
}

export interface KnownSide {
  readonly side: Side;
  readonly sideConfidence: number;
  readonly sideSource: SideSource;
}

const UNKNOWN: KnownSide = { side: 'unknown', sideConfidence: 0, sideSource: 'none' };

/**
 * Which side somebody is on, as far as the export, the staff list or the channel map says so, in this
 * order; else `unknown`. Who is missing from the staff list is not taken for a customer: lists are incomplete.
 */
export function sideOf(identity: Identity, options: Pick<ImportOptions, 'staff' | 'channelSides'>): KnownSide {
  const { exportSide } = identity;
  if (exportSide && exportSide !== 'unknown') return { side: exportSide, sideConfidence: 1, sideSource: 'export' };
  const staff = staffKeys(options.staff);
  const said = [identity.id, identity.externalId, identity.name, identity.phone, identity.email];
  if (staff.size > 0 && said.some((value) => value != null && value !== '' && staff.has(identityKey(value))))
    return { side: 'rep', sideConfidence: 1, sideSource: 'staff_list' };
  const bySound = identity.channel == null ? undefined : options.channelSides?.[identity.channel];
  if (bySound && bySound !== 'unknown') return { side: bySound, sideConfidence: 1, sideSource: 'channel' };
  return UNKNOWN;
}

/** A Participant with its side looked up; what the source does not tell stays null. */
export function makeParticipant(
  id: string,
  identity: Identity & { readonly title?: string | null },
  options: Pick<ImportOptions, 'staff' | 'channelSides'>,
): Participant {
  return {
    id,
    ...sideOf({ id, ...identity }, options),
    name: identity.name ?? null,
    title: identity.title ?? null,
    channel: identity.channel ?? null,
    phone: identity.phone ?? null,
    email: identity.email ?? null,
    externalId: identity.externalId ?? null,
  };
}

/** Whole labels that name a role and therefore a side. "Caller" is not one: who calls depends on the direction. */
const ROLE_SIDES: Readonly<Record<string, Side>> = {
  agent: 'rep',
  rep: 'rep',
  'sales rep': 'rep',
  'sales representative': 'rep',
  sales: 'rep',
  seller: 'rep',
  销售: 'rep',
  销售代表: 'rep',
  客服: 'rep',
  坐席: 'rep',
  座席: 'rep',
  customer: 'customer',
  client: 'customer',
  buyer: 'customer',
  prospect: 'customer',
  end_user: 'customer',
  客户: 'customer',
  顾客: 'customer',
};

/** The side that a role label of an export states ("AGENT", “客户”), else undefined. */
export function sideOfRole(label: string): Side | undefined {
  const key = identityKey(label);
  return Object.hasOwn(ROLE_SIDES, key) ? ROLE_SIDES[key] : undefined;
}

/** Ids, names and e-mails in one writing of case, width and spaces; phone numbers as E.164, Chinese where no country is given. */
function identityKey(value: string): string {
  const text = value.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
  if (!/^\+?[\d ()-]{6,}$/.test(text)) return text;
  const international = text.replace(/^00/, '+');
  return parsePhoneNumberFromString(international, 'CN')?.number ?? text;
}

const KEYS = new WeakMap<readonly string[], ReadonlySet<string>>();

/** The staff list is asked for every participant of every file; its keys are made once per list. */
function staffKeys(staff: readonly string[]): ReadonlySet<string> {
  const known = KEYS.get(staff);
  if (known) return known;
  const made = new Set(staff.filter((entry) => entry.trim() !== '').map(identityKey));
  KEYS.set(staff, made);
  return made;
}
