/** The part of sherpa-onnx-node (which brings no types) that sherpa.ts uses. */
declare module 'sherpa-onnx-node' {
  export interface OfflineStream {
    acceptWaveform(wave: { samples: Float32Array; sampleRate: number }): void;
  }
  export interface OfflineResult {
    /** `<|zh|>`; empty from models that know one language. */
    readonly lang?: string;
    readonly text: string;
    readonly tokens: readonly string[];
    /** Seconds. */
    readonly timestamps?: readonly number[];
    readonly durations?: readonly number[];
    readonly ys_log_probs?: readonly number[];
  }
  export class OfflineRecognizer {
    static createAsync(config: object): Promise<OfflineRecognizer>;
    createStream(): OfflineStream;
    decodeAsync(stream: OfflineStream): Promise<OfflineResult>;
  }
  export interface Library {
    readonly OfflineRecognizer: typeof OfflineRecognizer;
  }
  const library: Library;
  export default library;
}
