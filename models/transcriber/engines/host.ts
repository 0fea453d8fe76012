import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';

import { AppError } from '../../domain/index.js';
import { LONGEST_STRETCH_MS, type Recognition, type RecogniseOptions, type SpeechEngine } from '../engine.js';
import { type FromHost, type HostedSpec, type SentError, type ToHost } from './protocol.js';
import { checkStretch, closed, inTurn } from './stretch.js';

const MIB = 1024 * 1024;

export interface HostOptions {
  /** The bundled host-program.ts. */
  readonly program: string;
  /**
   * How much the process may grow after its first stretch before it is replaced, between two stretches.
   * Sessions and their arenas never give memory back (onnxruntime issue 25325).
   */
  readonly growthLimitBytes?: number;
  /** How long opening the model may take. */
  readonly openTimeoutMs?: number;
}

/** An engine stops between two tokens; one that is in a long step is killed after this, which is within the second that is promised. */
const PATIENCE_MS = 500;

interface Host {
  readonly child: ChildProcess;
  readonly engine: Pick<SpeechEngine, 'name' | 'model' | 'warning'>;
  /** Takes the answer to the stretch that was sent last. */
  answered: ((answer: FromHost) => void) | null;
  /** After the first stretch; null before it. */
  firstRssBytes: number | null;
  tooLarge: boolean;
}

/**
 * An engine in a process of its own, which is started once and used for all stretches, one at a time: it is
 * replaced when it has grown too large or has died, and killed where an abort is not heard in time.
 * @throws AppError `unavailable` where the model cannot be opened
 */
export async function hostedEngine(spec: HostedSpec, options: HostOptions): Promise<SpeechEngine> {
  const growthLimitBytes = options.growthLimitBytes ?? 512 * MIB;
  let host = await startHost(spec, options);
  const { engine } = host;
  const queue = inTurn(engine.model, () => end(host.child));

  const recognise = async (samples: Float32Array, { language, signal }: RecogniseOptions): Promise<Recognition> => {
    if (host.tooLarge || !host.child.connected) {
      await end(host.child);
      host = await startHost(spec, options);
    }
    const answer = await ask(host, { type: 'recognise', samples, language }, signal);
    if (answer.type !== 'recognised') throw answer.type === 'failed' ? toError(answer.error) : closed(engine.model);
    host.firstRssBytes ??= answer.rssBytes;
    host.tooLarge = answer.rssBytes > host.firstRssBytes + growthLimitBytes;
    return answer.recognition;
  };

  return {
    ...engine,
    recognise: async (samples, asked) => {
      checkStretch(samples, LONGEST_STRETCH_MS);
      return queue.run(asked.signal, () => recognise(samples, asked));
    },
    close: () => queue.close(),
  };
}

async function ask(
  host: Host,
  request: ToHost & { type: 'recognise' },
  signal: AbortSignal | undefined,
): Promise<FromHost> {
  const { child } = host;
  let patience: NodeJS.Timeout | undefined;
  const abort = (): void => {
    send(child, { type: 'abort' });
    patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  };
  try {
    return await new Promise<FromHost>((resolve) => {
      host.answered = resolve;
      hold(child);
      signal?.addEventListener('abort', abort, { once: true });
      send(child, request);
      // Aborted while the process was being started.
      if (signal?.aborted) abort();
    });
  } finally {
    clearTimeout(patience);
    signal?.removeEventListener('abort', abort);
    host.answered = null;
    letGo(child);
  }
}

async function startHost(spec: HostedSpec, { program, openTimeoutMs = 120_000 }: HostOptions): Promise<Host> {
  const child = fork(program, [], {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => (lastWords = `${lastWords}${chunk.toString()}`.slice(-2000)));
  const died = (): SentError => ({
    code: 'unavailable',
    message: `The speech engine with ${spec.model} ended unexpectedly; it may have had too little memory. Try again.`,
    cause: lastWords === '' ? null : lastWords,
  });
  const host: Pick<Host, 'answered'> = { answered: null };
  const opened = new Promise<FromHost>((resolve) => {
    const gone = (): void => {
      resolve({ type: 'not-open', error: died() });
      host.answered?.({ type: 'failed', error: died() });
    };
    child.on('message', (message: FromHost) => (host.answered ?? resolve)(message));
    child.on('error', gone);
    child.on('exit', gone);
  });
  const late = setTimeout(() => child.kill('SIGKILL'), openTimeoutMs);
  send(child, { type: 'open', spec });
  const answer = await opened;
  clearTimeout(late);
  if (answer.type !== 'open') {
    await end(child);
    throw answer.type === 'recognised' ? closed(spec.model) : toError(answer.error);
  }
  letGo(child);
  return Object.assign(host, { child, engine: answer.engine, firstRssBytes: null, tooLarge: false });
}

/** An idle engine holds no program open; one that works does. */
function letGo(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
  (child.stderr as Socket | null)?.unref();
}
function hold(child: ChildProcess): void {
  child.ref();
  child.channel?.ref();
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.ref();
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** What cannot be sent to a process that is gone is answered by its end. */
function send(child: ChildProcess, message: ToHost): void {
  if (child.connected) child.send(message, () => undefined);
}

const toError = ({ code, message, cause }: SentError): AppError =>
  new AppError(code, message, cause === null ? {} : { cause: new Error(cause) });
