import { AppError } from '../models/domain/index.js';
import { acceptSound } from './accept-sound.js';
import { acceptText } from './accept-text.js';
import { importOptions, newcomer } from './accept-options.js';
import type { AcceptDeps, Accepted, AcceptInput } from './acceptance.js';
import { receive, type Received } from './receive.js';

export type { AcceptDeps, Accepted, AcceptedConversation, AcceptInput, AcceptOptions } from './acceptance.js';

/**
 * Takes a Recording in: streams it to the object store, recognises it by content, and makes (or
 * extends) its Conversations with a Run each. All or nothing: what fails leaves no row and no object.
 * The same bytes, or the same `externalId`, give the Conversation that is there.
 * @throws AppError `too_large`, `unsupported_format`, `unreadable`, `invalid_input`, `cancelled`, `storage_full`, `unavailable`, `timeout`
 */
export async function acceptRecording(deps: AcceptDeps, input: AcceptInput): Promise<Accepted> {
  const held: Received[] = [];
  try {
    const options = importOptions(deps.options.importing, input);
    const context = { input, options, newcomer: await newcomer(deps.db.db, input) };
    const recording = await receive(deps, input);
    held.push(recording);
    const transcript = input.transcript && (await receive(deps, input.transcript));
    if (transcript) held.push(transcript);
    const accepted =
      recording.sniffed === 'media'
        ? await acceptSound(deps, context, recording, transcript)
        : await acceptText(deps, context, recording, transcript);
    for (const each of held) await each.discard(true);
    return accepted;
  } catch (error) {
    input.body?.destroy();
    input.transcript?.body.destroy();
    const failure = AppError.from(error);
    // Of a failure that may pass, the sender's own upload is kept: the next try takes it from there.
    // What cannot be removed now (the store is away) lies under `uploads/` and is not part of anything.
    await Promise.allSettled(held.map((each) => each.discard(!failure.retryable)));
    throw failure;
  }
}
