import { z } from '@hono/zod-openapi';

import type { AcceptInput } from '../ingest/accept.js';
import { ConversationKind, Instant, Side } from '../models/domain/index.js';
import { ownerOf } from './access.js';
import type { Caller } from './context.js';

const timeZone = z.string().max(64).refine(isTimeZone, 'must be an IANA time zone such as Asia/Shanghai');
const channelSides = z.record(z.string().regex(/^\d{1,2}$/, 'must be a channel number'), Side);

/** What can be said about a recording when it is sent. */
export const recordingFields = {
  externalId: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .openapi({ description: "The sender's name for it; the same again gives the same conversation." }),
  customerId: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .openapi({ description: "Vouch's id of the customer, or one of its external ids." }),
  kind: ConversationKind.optional(),
  startedAt: Instant.optional(),
  title: z.string().min(1).max(500).optional(),
  timeZone: timeZone.optional().openapi({ description: 'For sources whose times carry none.' }),
  dateOrder: z
    .enum(['dmy', 'mdy', 'ymd'])
    .optional()
    .openapi({ description: 'For files whose own dates leave it open.' }),
};

const staff = z.array(z.string().min(1).max(200)).max(1000);

/** JSON: lists and maps as they are. */
export const RecordingJson = z.strictObject({
  ...recordingFields,
  staff: staff.optional().openapi({ description: "Ids, names, phones or e-mails of the rep's side." }),
  channelSides: channelSides
    .optional()
    .openapi({ description: 'Who speaks on which audio channel.', example: { 0: 'customer', 1: 'rep' } }),
});

/** A form: `staff` separated by commas or line breaks, `channelSides` as `0:customer,1:rep`. */
export const RecordingForm = z.strictObject({
  ...recordingFields,
  staff: z.string().transform(splitList).pipe(staff).optional(),
  channelSides: z.string().transform(splitPairs).pipe(channelSides).optional(),
});

export type RecordingFields = z.output<typeof RecordingJson>;

/** The fields as ingest takes them. */
export function acceptFields(fields: RecordingFields, caller: Caller): Omit<AcceptInput, 'fileName'> {
  const { timeZone, dateOrder, staff, channelSides, ...rest } = fields;
  const ownerKeyId = ownerOf(caller);
  return {
    ...rest,
    ...(ownerKeyId === undefined ? {} : { ownerKeyId }),
    options: {
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(dateOrder === undefined ? {} : { dateOrder }),
      ...(staff === undefined ? {} : { staff }),
      ...(channelSides === undefined ? {} : { channelSides }),
      ...(fields.startedAt === undefined ? {} : { startedAt: fields.startedAt }),
    },
  };
}

function splitList(text: string): string[] {
  return text
    .split(/[,，\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function splitPairs(text: string): Record<string, string> {
  return Object.fromEntries(
    splitList(text).map((pair): [string, string] => {
      const [channel = '', side = ''] = pair.split(':', 2);
      return [channel.trim(), side.trim()];
    }),
  );
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false; // RangeError is how Intl says no.
  }
}
