/** A fast Fourier transform of one size, a power of two (Cooley and Tukey 1965, radix 2, in place). */
export class Fourier {
  private readonly cosines: Float64Array;
  private readonly sines: Float64Array;
  private readonly reversed: Uint32Array;

  constructor(readonly size: number) {
    const bits = Math.log2(size);
    if (!Number.isInteger(bits)) throw new RangeError('The size of a Fourier transform must be a power of two.');
    this.cosines = Float64Array.from({ length: size / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / size));
    this.sines = Float64Array.from({ length: size / 2 }, (_, i) => Math.sin((2 * Math.PI * i) / size));
    this.reversed = new Uint32Array(size);
    for (let i = 1; i < size; i += 1)
      this.reversed[i] = ((this.reversed[i >> 1] as number) >> 1) | (i & 1 ? size >> 1 : 0);
  }

  /** Replaces a complex signal by its spectrum; both arrays have `size` values. */
  transform(real: Float64Array, imaginary: Float64Array): void {
    const { size, cosines, sines, reversed } = this;
    for (let i = 0; i < size; i += 1) {
      const j = reversed[i] as number;
      if (j <= i) continue;
      const a = real[i] as number;
      const b = imaginary[i] as number;
      real[i] = real[j] as number;
      imaginary[i] = imaginary[j] as number;
      real[j] = a;
      imaginary[j] = b;
    }
    for (let half = 1, step = size >> 1; half < size; half <<= 1, step >>= 1) {
      for (let from = 0; from < size; from += half << 1) {
        for (let k = 0, i = from; k < half; k += 1, i += 1) {
          // One declaration a value: written as pairs, this innermost loop takes three times as long.
          const cos = cosines[k * step] as number;
          const sin = sines[k * step] as number;
          const a = real[i + half] as number;
          const b = imaginary[i + half] as number;
          const re = a * cos + b * sin;
          const im = b * cos - a * sin;
          real[i + half] = (real[i] as number) - re;
          imaginary[i + half] = (imaginary[i] as number) - im;
          real[i] = (real[i] as number) + re;
          imaginary[i] = (imaginary[i] as number) + im;
        }
      }
    }
  }
}
