/** The last part of a channel's samples, addressed from the start of the recording. */
export class SoundWindow {
  private samples = new Float32Array(0);
  private first = 0;

  append(samples: Float32Array): void {
    const all = new Float32Array(this.samples.length + samples.length);
    all.set(this.samples);
    all.set(samples, this.samples.length);
    this.samples = all;
  }

  /** A copy of `start` to `end`, as far as they are still or already there. */
  slice(start: number, end: number): Float32Array {
    return this.samples.slice(Math.max(0, start - this.first), Math.max(0, end - this.first));
  }

  /** Frees what comes before. */
  forget(before: number): void {
    if (before <= this.first) return;
    this.samples = this.samples.slice(before - this.first);
    this.first = before;
  }
}
