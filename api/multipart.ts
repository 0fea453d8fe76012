import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

import busboy from 'busboy';

import { AppError } from '../models/domain/index.js';
import type { StagedFile, Staging } from './staging.js';

const MAX_FIELD_BYTES = 64 * 1024;
const MAX_FIELDS = 30;

export interface Multipart {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, StagedFile>;
}

/**
 * Reads a `multipart/form-data` request as it comes in: files go straight to the object store, only small
 * ones are held in memory. What it staged is the caller's to remove (`staging.discard()`), also after an error.
 * @throws AppError `invalid_input` naming the part, `too_large`, `cancelled` when the client went away
 */
export async function receiveMultipart(
  request: Request,
  staging: Staging,
  fileParts: readonly string[],
): Promise<Multipart> {
  const fields = new Map<string, string>();
  const files = new Map<string, StagedFile>();
  const begun = new Set<string>();
  const storing: Promise<void>[] = [];
  let failure: AppError | undefined;
  const parser = openParser(request.headers);
  if (request.body === null) throw new AppError('invalid_input', 'The request has no body: send the file as a form.');
  const source = Readable.fromWeb(request.body as ReadableStream<Uint8Array>);
  const fail = (error: unknown): void => {
    failure ??= AppError.from(error);
    source.destroy();
    // The parser may be waiting for a file that nobody takes any more, and the source may have ended already.
    parser.destroy();
  };

  parser.on('field', (name, value, info) => {
    if (info.valueTruncated || info.nameTruncated)
      fail(new AppError('too_large', `The field ${printable(name)} has more than ${MAX_FIELD_BYTES} bytes.`));
    else if (fields.has(name)) fail(new AppError('invalid_input', `The field ${printable(name)} is there twice.`));
    else fields.set(name, value);
  });
  parser.on('file', (name, stream, info) => {
    if (!fileParts.includes(name) || begun.has(name)) {
      // It ends with the form, which the failure below ends: its own error would say nothing more.
      stream.on('error', () => undefined).resume();
      const known = `Files go into ${fileParts.join(' and ')}, one each.`;
      fail(new AppError('invalid_input', `The file part ${printable(name)} is not expected. ${known}`));
      return;
    }
    begun.add(name);
    const staged = staging.store(stream, info.filename || name);
    storing.push(staged.then((file) => void files.set(name, file), fail));
  });
  parser.on('partsLimit', () => fail(new AppError('too_large', 'The form has too many parts.')));
  parser.on('fieldsLimit', () => fail(new AppError('too_large', `The form has more than ${MAX_FIELDS} fields.`)));
  parser.on('filesLimit', () =>
    fail(new AppError('invalid_input', `The form has more than ${fileParts.length} files.`)),
  );

  try {
    await pipeline(source, parser);
  } catch (error) {
    failure ??= refusal(error, request);
  }
  await Promise.all(storing);
  if (failure !== undefined) throw failure;
  return { fields, files };
}

function openParser(headers: Headers): busboy.Busboy {
  const type = headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\b/i.test(type))
    throw new AppError('unsupported_format', 'Send the file as multipart/form-data.');
  try {
    return busboy({
      headers: { 'content-type': type },
      defParamCharset: 'utf8',
      limits: {
        fieldSize: MAX_FIELD_BYTES,
        fieldNameSize: 100,
        fields: MAX_FIELDS,
        files: 4,
        parts: MAX_FIELDS + 4,
        headerPairs: 50,
      },
    });
  } catch (cause) {
    throw new AppError('invalid_input', 'The form has no boundary in its Content-Type.', { cause });
  }
}

function refusal(error: unknown, request: Request): AppError {
  if (request.signal.aborted || isAbort(error))
    return new AppError('cancelled', 'The upload was cut off: send it again.', { cause: error });
  if (error instanceof AppError) return error;
  // Whatever else busboy says (a part without a name, a form that ends too early) is the sender's doing.
  return new AppError('invalid_input', 'The form is broken or incomplete: send it again.', { cause: error });
}

const isAbort = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'AbortError' || (error as NodeJS.ErrnoException).code === 'ECONNRESET');

/** A part's name as a message may show it. */
const printable = (name: string): string => JSON.stringify(name.slice(0, 60));
