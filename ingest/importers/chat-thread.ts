import {
  AppError,
  type ImportedConversation,
  type Participant,
  type Side,
  type UnreadableReason,
} from '../../models/domain/index.js';
import { normalizeEmail, normalizePhone } from '../../storage/customer-key.js';
import type { ImportOptions } from '../importer.js';
import { isoInZone } from '../local-time.js';
import { makeParticipant } from '../sides.js';

/** An account as the export describes it. */
export interface Account {
  id: string;
  name?: string | null;
  title?: string | null;
  phone?: string | null;
  email?: string | null;
  externalId?: string | null;
  /** Only where the export itself tells the side. */
  side?: Side;
}

/** What became of one message of the source: exactly one of the three. */
export type Content = { said: string } | { notice: true } | { unreadable: UnreadableReason };

export interface ChatMessage {
  /** Account id; null where the source names nobody. */
  speaker: string | null;
  /** Unix milliseconds; null where the source has no time. */
  atMs: number | null;
  content: Content;
  externalId?: string | null;
}

/** Noon of 30 December 9999 UTC: in every time zone the year still has four digits. */
const LAST_MOMENT_MS = Date.UTC(9999, 11, 30, 12);

/** Words as `said`, blank ones as `empty`. */
export const saidOr = (text: string, otherwise: UnreadableReason = 'empty'): Content =>
  text.trim() === '' ? { unreadable: otherwise } : { said: text };

/** Collects the messages of one thread in file order and makes the conversation of them; every message is counted once. */
export class ChatThread {
  private readonly accounts = new Map<string, Account>();
  private readonly messages: ChatMessage[] = [];
  private readonly notes: string[] = [];

  constructor(
    readonly threadId: string | null,
    private readonly title: string | null = null,
    private readonly unit: 'messages' | 'rows' = 'messages',
  ) {}

  /** Makes the account known, or adds what was not known about it; gives its id back. */
  account(account: Account): string {
    const known = this.accounts.get(account.id);
    if (!known) this.accounts.set(account.id, { ...account });
    else
      for (const key of ['name', 'title', 'phone', 'email', 'externalId', 'side'] as const)
        if (known[key] == null && account[key] != null) Object.assign(known, { [key]: account[key] });
    return account.id;
  }

  /** A moment that no calendar of four-digit years has (damaged digits) counts as no time. */
  add(message: ChatMessage): void {
    const { atMs } = message;
    const isMoment = atMs !== null && atMs >= 0 && atMs <= LAST_MOMENT_MS;
    this.messages.push(isMoment ? message : { ...message, atMs: null });
  }

  note(text: string): void {
    if (!this.notes.includes(text)) this.notes.push(text);
  }

  get size(): number {
    return this.messages.length;
  }

  /** Words without a time stay where the file has them; what has neither words nor a time counts as `no_time`. */
  toConversation(format: string, options: ImportOptions): ImportedConversation {
    const reasons: Partial<Record<UnreadableReason, number>> = {};
    const turns: ImportedConversation['turns'] = [];
    let notices = 0;
    let untimed = 0;
    const ordered = inOrder(this.messages);
    for (const { speaker, atMs, content, externalId } of ordered) {
      if ('notice' in content) notices += 1;
      else if ('unreadable' in content) {
        const reason = atMs === null && content.unreadable === 'attachment_absent' ? 'no_time' : content.unreadable;
        reasons[reason] = (reasons[reason] ?? 0) + 1;
      } else {
        const sentAt = atMs === null ? null : isoInZone(atMs, options.timeZone);
        if (sentAt === null) untimed += 1;
        turns.push({ speaker, text: content.said, sentAt, ...(externalId ? { externalId } : {}) });
      }
    }
    const first = ordered.find((message) => message.atMs !== null && !('notice' in message.content))?.atMs ?? null;
    const unreadable = this.messages.length - notices - turns.length;
    return {
      threadId: this.threadId,
      kind: 'chat',
      title: this.title,
      startedAt: first === null ? null : isoInZone(first, options.timeZone),
      participants: [...this.accounts.values()].map((account) => toParticipant(account, options)),
      turns,
      completeness: { unit: this.unit, total: this.messages.length, read: turns.length, notices, unreadable, reasons },
      engine: { name: 'imported', model: format },
      notes:
        untimed === 0 ? [...this.notes] : [...this.notes, `Without a time, left where the file has them: ${untimed}.`],
    };
  }
}

/** By time, stable; a message without a time keeps its place behind the one before it in the file. */
function inOrder(messages: readonly ChatMessage[]): ChatMessage[] {
  let last = -Infinity;
  const keyed = messages.map((message) => ({ message, key: message.atMs === null ? last : (last = message.atMs) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ message }) => message);
}

function toParticipant(account: Account, options: ImportOptions): Participant {
  const { id, side, ...told } = account;
  const shown = account.name ?? id;
  const phone = account.phone ?? phoneIn(shown);
  const email = account.email ?? normalizeEmail(shown);
  return makeParticipant(id, { ...told, phone, email, exportSide: side }, options);
}

/**
 * The number in E.164 when the whole account name is one: `+86 138 0013 8000`, `0086…`, a Chinese mobile
 * number. Other digits without a country are left alone: they may be anybody's account number.
 */
export function phoneIn(name: string): string | null {
  const digits = name.replace(/[^\d+]/g, '');
  return /^(?:\+|00|1[3-9]\d{9}$)/.test(digits) ? normalizePhone(name, 'CN') : null;
}

/** @throws AppError `unreadable` with the counts when no conversation has a single readable message */
export function readableOr(fileName: string, conversations: ImportedConversation[], hint = ''): ImportedConversation[] {
  if (conversations.some((one) => one.completeness.read > 0)) return conversations;
  const reasons: Record<string, number> = {};
  let total = 0;
  let notices = 0;
  for (const { completeness } of conversations) {
    total += completeness.total;
    notices += completeness.notices;
    for (const [reason, count] of Object.entries(completeness.reasons))
      reasons[reason] = (reasons[reason] ?? 0) + count;
  }
  const counts = Object.entries(reasons).map(([reason, count]) => `${count} ${reason}`);
  if (notices > 0) counts.push(`${notices} notices`);
  throw new AppError(
    'unreadable',
    total === 0
      ? `${fileName} holds no messages.`
      : `${fileName}: none of the ${total} messages can be read (${counts.join(', ')}).${hint ? ` ${hint}` : ''}`,
    { details: { total, reasons } },
  );
}
