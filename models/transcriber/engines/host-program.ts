/**
 * The process that an engine runs in (see host.ts): inference takes all of its thread, its memory only grows,
 * and to be rid of it at once it must be possible to kill it. It speaks protocol.ts with its parent, and ends
 * when that is gone.
 */
import { AppError } from '../../domain/index.js';
import { type SpeechEngine } from '../engine.js';
import { type FromHost, type HostedSpec, type SentError, type ToHost } from './protocol.js';

/** Each engine is loaded only where it is asked for: the libraries are large, and one of them is optional. */
const open: { readonly [Kind in HostedSpec['kind']]: (spec: HostedSpec & { kind: Kind }) => Promise<SpeechEngine> } = {
  bundled: async (spec) => (await import('../bundled.js')).openBundledEngine(spec),
  whisper: async (spec) => (await import('./whisper.js')).openWhisperEngine(spec),
  sherpa: async (spec) => (await import('./sherpa.js')).openSherpaEngine(spec),
};

function opened(spec: HostedSpec): Promise<SpeechEngine> {
  switch (spec.kind) {
    case 'bundled':
      return open.bundled(spec);
    case 'whisper':
      return open.whisper(spec);
    case 'sherpa':
      return open.sherpa(spec);
  }
}

let running: AbortController | undefined;
let engine: SpeechEngine | undefined;

const tell = (message: FromHost): void => void process.send?.(message);

function sent(thrown: unknown): SentError {
  const { code, message, cause } = AppError.from(thrown);
  return { code, message, cause: cause instanceof Error ? cause.message.slice(0, 1000) : null };
}

async function openEngine(spec: HostedSpec): Promise<void> {
  try {
    engine = await opened(spec);
    const { name, model, warning } = engine;
    tell({ type: 'open', engine: { name, model, warning } });
  } catch (error) {
    tell({ type: 'not-open', error: sent(error) });
  }
}

async function recognise({ samples, language }: ToHost & { type: 'recognise' }): Promise<void> {
  running = new AbortController();
  try {
    if (!engine) throw new AppError('unavailable', 'The speech engine is not open.');
    const recognition = await engine.recognise(samples, { language, signal: running.signal });
    tell({ type: 'recognised', recognition, rssBytes: process.memoryUsage.rss() });
  } catch (error) {
    tell({ type: 'failed', error: sent(error) });
  }
}

process.on('message', (message: ToHost) => {
  if (message.type === 'open') void openEngine(message.spec);
  else if (message.type === 'recognise') void recognise(message);
  else running?.abort();
});
process.on('disconnect', () => process.exit(0));
