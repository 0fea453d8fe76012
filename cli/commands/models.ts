import { readFile } from 'node:fs/promises';

import { SingleBar, Presets } from 'cli-progress';

import { AppError } from '../../models/domain/index.js';
import {
  DEFAULT_HOST,
  importModel,
  type InstalledModel,
  KNOWN_MODELS,
  knownModel,
  listModels,
  type ModelKind,
  parseChecksums,
  pullModel,
  removeModel,
  type Trust,
  verifyModel,
} from '../../models/transcriber/store/index.js';
import { readConfig } from '../config.js';
import { EXIT, print, say, sayError } from '../terminal.js';

interface TrustOptions {
  readonly checksums?: string;
  readonly trustFirst?: boolean;
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
const state = (model: InstalledModel): string => (model.verified ? 'verified' : 'checksums believed, not verified');

export async function listSpeechModels({ json }: { json?: boolean }): Promise<void> {
  const installed = await listModels(readConfig().modelsDir);
  const known = KNOWN_MODELS.map((model) => ({
    name: model.name,
    kind: model.kind,
    about: model.about,
    licence: model.licence,
    aboutBytes: model.files.every((file) => file.aboutBytes !== null)
      ? model.files.reduce((sum, file) => sum + (file.aboutBytes ?? 0), 0)
      : null,
  }));
  if (json) {
    print(JSON.stringify({ installed, known }));
    return;
  }
  if (installed.length === 0) say('No speech model is installed.');
  for (const model of installed)
    print([model.name.padEnd(24), model.kind.padEnd(12), megabytes(model.bytes).padStart(8), state(model)].join('  '));
  say('\nTo be had with "vouch models pull NAME":');
  for (const { name, about, aboutBytes } of known.filter(({ name }) => !installed.some((model) => model.name === name)))
    say(`  ${name.padEnd(24)}${(aboutBytes === null ? '' : megabytes(aboutBytes)).padStart(8)}  ${about}`);
}

export async function pullSpeechModels(names: string[], options: TrustOptions): Promise<void> {
  const { modelsDir: store, modelHost, offline } = readConfig();
  const models = names.map(knownModel);
  const trust = await trustFrom(options);
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    for (const model of models) {
      const shown = startBar();
      try {
        const pulled = await pullModel(model, {
          store,
          host: modelHost ?? DEFAULT_HOST,
          offline,
          trust,
          onProgress: (file, bytes, ofBytes) => shown.show(file, bytes, ofBytes),
          signal: stop.signal,
        });
        shown.done();
        say(`${pulled.name}: ${megabytes(pulled.bytes)}, ${state(pulled)}.`);
      } finally {
        shown.done();
      }
    }
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

export async function importSpeechModel(
  dir: string,
  options: TrustOptions & { name?: string; kind?: ModelKind },
): Promise<void> {
  const model = await importModel(dir, {
    store: readConfig().modelsDir,
    trust: await trustFrom(options),
    ...(options.name !== undefined && { name: options.name }),
    ...(options.kind !== undefined && { kind: options.kind }),
  });
  say(`${model.name}: ${megabytes(model.bytes)}, ${state(model)}.`);
}

export async function verifySpeechModels(names: string[]): Promise<void> {
  const { modelsDir: store } = readConfig();
  const asked = names.length > 0 ? names : (await listModels(store)).map((model) => model.name);
  if (asked.length === 0) say('No speech model is installed.');
  for (const name of asked) {
    const wrong = await verifyModel(store, name);
    if (wrong.length === 0) print(`${name}: as it was installed`);
    else {
      process.exitCode = EXIT.someFailed;
      sayError(
        new AppError(
          'unreadable',
          `${name}: ${wrong.join(', ')} is not what was installed; the model is not loaded any more. Remove it and install it again.`,
        ),
      );
    }
  }
}

export async function removeSpeechModels(names: string[]): Promise<void> {
  for (const name of names) {
    await removeModel(readConfig().modelsDir, name);
    say(`${name} is removed.`);
  }
}

async function trustFrom({ checksums, trustFirst = false }: TrustOptions): Promise<Trust> {
  if (checksums === undefined) return { checksums: new Map(), firstUse: trustFirst };
  const text = await readFile(checksums, 'utf8').catch((error: unknown) => {
    throw new AppError('invalid_input', `${checksums} cannot be read: it should be a list as sha256sum writes it.`, {
      cause: error,
    });
  });
  return { checksums: parseChecksums(text), firstUse: trustFirst };
}

/** A bar a file on a terminal; a line a file elsewhere. */
function startBar(): { show(file: string, bytes: number, ofBytes: number | null): void; done(): void } {
  let current: string | undefined;
  let bar: SingleBar | undefined;
  const done = (): void => {
    bar?.stop();
    bar = undefined;
  };
  return {
    done,
    show: (file, bytes, ofBytes) => {
      if (file !== current) {
        done();
        current = file;
        if (process.stderr.isTTY) {
          bar = new SingleBar(
            { format: '{bar} {percentage}% {size} {file}', stream: process.stderr },
            Presets.shades_classic,
          );
          bar.start(ofBytes ?? bytes, bytes, { file, size: '' });
        } else
          say(
            `${file}${ofBytes === null ? '' : ` (${megabytes(ofBytes)})`}${bytes > 0 ? `, from ${megabytes(bytes)} on` : ''}`,
          );
      }
      bar?.setTotal(Math.max(ofBytes ?? 0, bytes, 1));
      bar?.update(bytes, { file, size: megabytes(bytes) });
    },
  };
}
