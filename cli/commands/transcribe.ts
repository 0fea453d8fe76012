import { forEachConversation, type ReadingOptions } from '../read-files.js';
import { print } from '../terminal.js';

/** `vouch transcribe PATH...`: one transcript a line, in the contract's shape. */
export async function transcribeFiles(paths: string[], options: ReadingOptions): Promise<void> {
  await forEachConversation(paths, options, ({ transcript, imported }) => {
    const { id, turns, participants } = transcript;
    const language = options.language && options.language !== 'auto' ? options.language : transcript.language;
    const durationMs = imported.durationMs ?? turns.reduce((end, turn) => Math.max(end, turn.endMs ?? 0), 0);
    print(
      JSON.stringify({
        id,
        language,
        durationMs,
        engine: imported.engine,
        turns: turns.map(({ speaker, text, startMs, endMs, sentAt, confidence }) => ({
          speaker,
          text,
          ...(startMs != null && { startMs }),
          ...(endMs != null && { endMs }),
          ...(sentAt != null && { sentAt }),
          ...(confidence != null && { confidence }),
        })),
        speakers: participants.map(({ id: speaker, side, sideConfidence, channel, name }) => ({
          id: speaker,
          side,
          confidence: sideConfidence,
          channel: channel ?? null,
          name: name ?? null,
        })),
        ...(imported.startedAt != null && { startedAt: imported.startedAt }),
        kind: imported.kind,
        participants: participants.map(({ id: participant, side, name, title }) => ({
          id: participant,
          side,
          name: name ?? null,
          title: title ?? null,
        })),
        completeness: imported.completeness,
      }),
    );
  });
}
