import { DateTime, IANAZone } from 'luxon';

import { AppError, Instant } from '../models/domain/index.js';
import type { Db } from '../storage/database.js';
import { offsetMinutesOf } from '../storage/instants.js';
import { findCustomer } from '../storage/repositories/customer-matching.js';
import type { AcceptInput, Newcomer } from './acceptance.js';
import type { ImportOptions } from './importer.js';

/**
 * The settings that the file is read with: the sender's, else the defaults.
 * @throws AppError `invalid_input`
 */
export function importOptions(defaults: ImportOptions, input: AcceptInput): ImportOptions {
  const given = Object.fromEntries(Object.entries(input.options ?? {}).filter(([, value]) => value !== undefined));
  const options: ImportOptions = { ...defaults, ...given };
  if (input.startedAt !== undefined) options.startedAt = input.startedAt;
  if (!IANAZone.create(options.timeZone).isValid)
    throw new AppError('invalid_input', 'The time zone is not known: give its IANA name, for example Asia/Shanghai.');
  if (options.startedAt !== undefined && !Instant.safeParse(options.startedAt).success)
    throw new AppError('invalid_input', 'startedAt is not a time: write it as 2026-03-31T09:30:00+08:00.');
  return options;
}

/** @throws AppError `invalid_input` when the customer is not there: nothing is taken in then */
export async function newcomer(db: Db, input: AcceptInput): Promise<Newcomer> {
  const owner = { ownerKeyId: input.ownerKeyId ?? null };
  if (input.customerId === undefined) return owner;
  const customer = await findCustomer(db, input.customerId);
  if (!customer)
    throw new AppError('invalid_input', 'There is no customer of that id: add the customer first, or leave it out.', {
      details: { field: 'customerId' },
    });
  return { ...owner, customerId: customer.id, matchedBy: customer.by };
}

/** Minutes east of Greenwich at that time: as it is written, else by the time zone (in winter where the time is not known). */
export function utcOffset(startedAt: string | null | undefined, timeZone: string): number {
  const written = offsetMinutesOf(startedAt);
  if (written !== null) return written;
  return DateTime.fromISO(startedAt ?? '2000-01-01T00:00:00Z', { zone: timeZone }).offset;
}
