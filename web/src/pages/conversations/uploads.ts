import { useSyncExternalStore } from 'react';

import { queries } from '../../app/queries.js';
import type { ToSend } from './gather.js';
import { sendRecording, type Accepted } from './send-recording.js';

/** A file on its way, kept while one goes to other pages. */
export interface Upload {
  readonly id: number;
  readonly file: ToSend;
  readonly customerId: string | null;
  readonly state: 'waiting' | 'sending' | 'accepted' | 'failed';
  /** Share of the bytes that has gone, 0 to 1. */
  readonly sent: number;
  readonly conversations: Accepted['conversations'];
  readonly error: unknown;
}

/** Two at a time: one is read by the server while the other is under way. */
const AT_ONCE = 2;

let uploads: readonly Upload[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

export function addUploads(files: readonly ToSend[], customerId: string | null): void {
  const added = files.map((file): Upload => {
    return { id: nextId++, file, customerId, state: 'waiting', sent: 0, conversations: [], error: null };
  });
  publish([...uploads, ...added]);
  startNext();
}

export function retryUpload(id: number): void {
  change(id, { state: 'waiting', sent: 0, error: null });
  startNext();
}

/** Takes away what has arrived; what failed stays until it is sent again or cleared by `all`. */
export const clearUploads = (): void =>
  publish(uploads.filter(({ state }) => state === 'waiting' || state === 'sending'));

export function useUploads(): readonly Upload[] {
  const now = (): readonly Upload[] => uploads;
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    now,
    now,
  );
}

function startNext(): void {
  const sending = uploads.filter(({ state }) => state === 'sending').length;
  for (const { id, file, customerId } of uploads
    .filter(({ state }) => state === 'waiting')
    .slice(0, AT_ONCE - sending)) {
    change(id, { state: 'sending' });
    void sendRecording(file, customerId, (sent) => change(id, { sent })).then(
      ({ conversations }) => {
        change(id, { state: 'accepted', sent: 1, conversations });
        void queries.invalidateQueries({ queryKey: ['conversations'] });
        startNext();
      },
      (error: unknown) => {
        change(id, { state: 'failed', error });
        startNext();
      },
    );
  }
}

function change(id: number, to: Partial<Upload>): void {
  publish(uploads.map((one) => (one.id === id ? { ...one, ...to } : one)));
}

function publish(next: readonly Upload[]): void {
  uploads = next;
  for (const listener of listeners) listener();
}
