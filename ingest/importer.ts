import type { ImportedConversation, Side } from '../models/domain/index.js';

/** How a file writes its dates: day/month/year, month/day/year or year/month/day. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** Settings that change how a source is read. Kept with the Recording, so that reading again gives the same. */
export interface ImportOptions {
  /** IANA zone for sources whose times carry none (WhatsApp, CSV, WeFlow's formatted times). */
  timeZone: string;
  /** Ids, names, phones or e-mails (any case) of the rep's side. */
  staff: readonly string[];
  /** Which side speaks on which audio channel, e.g. `{ 0: 'customer', 1: 'rep' }`. */
  channelSides?: Readonly<Record<number, Side>>;
  /** Settles files whose own dates leave it open (WhatsApp, CSV): 03/04/2024 may be March or April. */
  dateOrder?: DateOrder;
  /** When it took place, for sources that do not say (subtitles); ISO 8601. */
  startedAt?: string;
}

/** A file as the recogniser sees it: read once, decoded once, parsed once. */
export interface Source {
  readonly fileName: string;
  /** The bytes; for archives the archive itself. */
  readonly bytes: Buffer;
  /** Decoded text (UTF-8, UTF-16 and GB18030 are told apart), null when the bytes are not text. */
  readonly text: string | null;
  /** The text as JSON with dangerous keys (`__proto__`, …) left out; undefined when it is not JSON. */
  readonly json: unknown;
  /** JSON values of the lines when the text is JSON lines; undefined when it is not. */
  readonly jsonLines: readonly unknown[] | undefined;
  /** Entries of a ZIP (names and inflated bytes, checked for bombs and `../`), undefined when it is none. */
  readonly entries: ReadonlyMap<string, Buffer> | undefined;
}

/** Reads one format. A pure function over bytes: no clock, no disk, no network. */
export interface Importer {
  /** Kebab-case, stable: it is stored (`whatsapp`, `zoom-vtt`, `deepgram`, …). */
  readonly name: string;
  /** For people: "WhatsApp chat export". */
  readonly label: string;
  readonly mediaType: string;
  /** By content, never by file name. Must be cheap and must not throw. */
  recognise(source: Source): boolean;
  /**
   * One conversation for each thread, call or meeting inside.
   * @throws AppError `unreadable` naming the reason when nothing can be read
   */
  read(source: Source, options: ImportOptions): ImportedConversation[];
}
