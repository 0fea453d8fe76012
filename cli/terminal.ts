import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import pc from 'picocolors';

import { AppError } from '../models/domain/index.js';

/** Exit statuses, as in the contract: 0 all well, 1 some inputs failed, 2 wrong usage. */
export const EXIT = { ok: 0, someFailed: 1, usage: 2 } as const;

/** The progress bar on the terminal just now: what is said meanwhile goes above it. */
let bars: MultiBar | undefined;

/** Standard error: progress, warnings, counts. Standard output is for results. */
export function say(line = ''): void {
  if (bars) bars.log(`${line}\n`);
  else process.stderr.write(`${line}\n`);
}

export const print = (line = ''): void => void process.stdout.write(`${line}\n`);

/** One line for a person: what is wrong and what to do. */
export function explain(thrown: unknown): string {
  const error = AppError.from(thrown);
  return error.code === 'internal' && error.cause instanceof Error
    ? `Something went wrong inside Vouch, which is a fault of Vouch:\n${error.cause.stack ?? error.cause.message}`
    : error.message;
}

/** The same error with the file's path in its message: folders may hold several of one name. */
export function naming(file: { name: string; path: string }, thrown: unknown): AppError {
  const { code, message, cause, details } = AppError.from(thrown);
  const named = message.includes(file.path)
    ? message
    : message.includes(file.name)
      ? message.replace(file.name, () => file.path)
      : `${file.path}: ${message}`;
  return new AppError(code, named, { cause, details });
}

export const sayError = (thrown: unknown): void => say(`${pc.red('error:')} ${explain(thrown)}`);
export const sayWarning = (text: string): void => say(`${pc.yellow('warning:')} ${text}`);

/** Progress over `total` things: a bar on a terminal, plain lines (at most one a tenth) in a pipe. */
export interface Progress {
  advance(label?: string): void;
  done(): void;
}

export function startProgress(title: string, total: number): Progress {
  if (process.stderr.isTTY) {
    const shown = new MultiBar(
      {
        format: `${title} {bar} {value}/{total} {label}`,
        hideCursor: true,
        clearOnComplete: false,
        stream: process.stderr,
      },
      Presets.shades_classic,
    );
    const bar: SingleBar = shown.create(total, 0, { label: '' });
    bars = shown;
    return {
      advance: (label = '') => bar.increment(1, { label: label.slice(0, 40) }),
      done: () => {
        bars = undefined;
        shown.stop();
      },
    };
  }
  let value = 0;
  let said = 0;
  return {
    advance: (label = '') => {
      value += 1;
      const tenth = Math.floor((value * 10) / Math.max(1, total));
      if (total <= 20 || tenth > said || value === total) say(`${title} ${value}/${total}${label ? ` ${label}` : ''}`);
      said = tenth;
    },
    done: () => {},
  };
}

/** Why a conversation stopped, and what to do. */
export const explainFailure = (id: string, step: string | undefined, message: string | null | undefined): string =>
  `${id} failed at ${step ?? 'its last step'}: ${message ?? 'no reason given'} (then: vouch retry ${id})`;
