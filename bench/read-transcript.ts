import { makeSource } from '../ingest/source.js';
import { recognise } from '../ingest/recognise.js';
import type { Transcript } from '../models/domain/index.js';
import type { sampleChat } from './sample-chat.js';

/** A sample as the importer gives it. */
export function readTranscript(sample: ReturnType<typeof sampleChat>): Transcript {
  const source = makeSource(Buffer.from(JSON.stringify(sample)), `${sample.id}.json`);
  const [read] = recognise(source).read(source, { timeZone: 'UTC', staff: [] });
  if (!read) throw new Error('the sample was not read');
  return { ...read, id: sample.id };
}
