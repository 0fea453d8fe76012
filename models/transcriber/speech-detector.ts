/** Samples that one probability of speech stands for: 32 ms at 16 kHz, Silero's frame. */
export const FRAME_SAMPLES = 512;

/** Finds speech in sound. Loaded once per process; several recordings may be listened to at a time. */
export interface SpeechDetector {
  /** Begins a recording of so many channels, heard in step; after an abort the ear throws the signal's reason. */
  listen(channels: number, signal?: AbortSignal): DetectorEar;
  close(): Promise<void>;
}

/** Hears one recording from its start. */
export interface DetectorEar {
  /**
   * The next samples of every channel, all of one length, a multiple of FRAME_SAMPLES.
   * @returns for each channel the probability, 0 to 1, that somebody speaks, one a frame
   */
  probabilities(channels: readonly Float32Array[]): Promise<Float32Array[]>;
}
