/** What a telephone makes of sound, for measuring how well speech is understood over one. */
const RATE_HZ = 16_000;
const TAPS = 61;

/** A windowed sinc (Hamming) that leaves what a telephone carries. */
const CARRIED = Float32Array.from({ length: TAPS }, (_, i) => {
  const [n, edge] = [i - (TAPS >> 1), 3400 / RATE_HZ];
  const sinc = n === 0 ? 2 * edge : Math.sin(2 * Math.PI * edge * n) / (Math.PI * n);
  return sinc * (0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (TAPS - 1)));
});

function filtered(samples: Float32Array): Float32Array {
  const out = new Float32Array(samples.length);
  for (let i = 0; i < samples.length; i += 1) {
    let sum = 0;
    const from = i - (TAPS >> 1);
    for (let k = Math.max(0, -from); k < Math.min(TAPS, samples.length - from); k += 1)
      sum += (CARRIED[k] as number) * (samples[from + k] as number);
    out[i] = sum;
  }
  return out;
}

/** 8 bits, by the curve of G.711 (North America, Japan). */
function muLaw(sample: number): number {
  const packed = Math.round((Math.log1p(255 * Math.min(1, Math.abs(sample))) / Math.log(256)) * 127) / 127;
  return (Math.sign(sample) * Math.expm1(packed * Math.log(256))) / 255;
}

/** As it comes out of a telephone: 8 kHz, mu-law, and back to 16 kHz. */
export const telephoned = (samples: Float32Array): Float32Array =>
  filtered(filtered(samples).map((sample, i) => (i % 2 === 0 ? 2 * muLaw(sample) : 0)));
