import type { Recognition } from './engine.js';

/** Where an engine's answers are kept until a recording is done, so that a killed worker goes on. */
export interface Checkpoint {
  /** What is there of a recording under `engine`, by the names of stretches. */
  load(sha256: string, engine: string): Promise<ReadonlyMap<string, Recognition>>;
  save(sha256: string, engine: string, stretch: string, recognition: Recognition): Promise<void>;
  /** Forgets the recording: its words are elsewhere now. */
  clear(sha256: string, engine: string): Promise<void>;
}
