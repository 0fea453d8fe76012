import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { recognise } from '../../ingest/recognise.js';
import { openSource } from '../../ingest/source.js';
import { ImportedConversation } from '../../models/domain/index.js';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/outside/asr-vendor-json');

const files = existsSync(FOLDER) ? readdirSync(FOLDER) : [];

/**
 * Counted in the files themselves, without our code: units of speech in the source, turns after merging, who
 * speaks, the start of the first and of the last turn and the end of the last one in milliseconds.
 */
const EXPECTED: Readonly<
  Record<string, [string, number, number, string[], number | null, number | null, number | null]>
> = {
  'assemblyai_transcription.json': ['assemblyai', 1, 1, ['A'], 170, 170, 25_140],
  'assemblyai_utterances.json': ['assemblyai', 1, 1, ['A'], 170, 170, 25_140],
  'aws_bda_standard.json': ['aws-bda', 51, 44, ['spk_1', 'spk_0'], 1620, 271_780, 272_210],
  'aws_call_analytics.json': ['aws-call-analytics', 37, 37, ['AGENT', 'CUSTOMER'], 40, 181_940, 182_890],
  'azure_batch_transcript.json': ['azure-batch', 3, 3, ['1', '2'], 40, 5400, 7460],
  'azure_conversation_input.json': ['azure-conversation', 17, 17, ['Agent', 'Customer'], null, null, null],
  'dg_speakers.json': ['deepgram', 22, 13, ['0', '1', '2'], 3040, 162_605, 163_105],
  'dg_speakers_no_utterances.json': ['deepgram', 28, 15, ['0', '1', '2'], 3040, 162_605, 163_105],
  'dg_transcription.json': ['deepgram', 1, 1, [], 80, 80, 25_440],
  'dg_utterances.json': ['deepgram', 6, 6, [], 80, 22_300, 25_440],
  'dg_whisper_transcription.json': ['deepgram', 1, 1, [], 60, 60, 25_560],
  'whisper_timestamped.json': ['whisper', 4, 4, [], 120, 19_820, 25_320],
};

async function read(file: string): Promise<{ importer: string; conversations: ImportedConversation[] }> {
  const source = await openSource(readFileSync(join(FOLDER, file)), file);
  const importer = recognise(source);
  return { importer: importer.name, conversations: importer.read(source, { timeZone: 'UTC', staff: [] }) };
}

describe('transcripts that speech services really wrote', () => {
  it('are there to be read', () => {
    expect(files, `these tests read ${FOLDER}, which is missing: run them where the shared folder lies`).not.toEqual(
      [],
    );
    expect(Object.keys(EXPECTED).sort()).toEqual([...files].sort());
  });

  it.each(files)('%s', async (file) => {
    const { importer, conversations } = await read(file);
    const [conversation] = conversations.map((one) => ImportedConversation.parse(one));
    expect(conversations).toHaveLength(1);
    expect([
      importer,
      conversation?.completeness.total,
      conversation?.turns.length,
      conversation?.participants.map(({ id }) => id),
      conversation?.turns[0]?.startMs,
      conversation?.turns.at(-1)?.startMs,
      conversation?.turns.at(-1)?.endMs,
    ]).toEqual(EXPECTED[file]);
    expect(conversation?.completeness.unreadable).toBe(0);
  });

  it('give the sides where they state roles', async () => {
    for (const file of files.filter((name) => /call_analytics|conversation_input/.test(name))) {
      const { conversations } = await read(file);
      expect(conversations[0]?.participants.map(({ side, sideSource }) => [side, sideSource])).toEqual([
        ['rep', 'export'],
        ['customer', 'export'],
      ]);
    }
  });

  it('say the same words whether or not utterances were asked for', async () => {
    const words = async (file: string) =>
      (await read(file)).conversations[0]?.turns
        .map(({ text }) => text)
        .join(' ')
        .toLowerCase()
        .match(/[a-z']+/g);
    expect(await words('dg_speakers.json')).toEqual(await words('dg_speakers_no_utterances.json'));
    expect(await words('assemblyai_transcription.json')).toEqual(await words('assemblyai_utterances.json'));
  });
});
