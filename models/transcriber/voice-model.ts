import { logDeterminant, type VectorSums } from './gaussian.js';
import { CEPSTRA } from './mfcc.js';
import type { VoiceFrame, VoiceSums } from './voice-frames.js';

/** Vectors of the recording's own spread that each Gaussian starts from: a voice of a second is not taken at its word. */
const PRIOR_VECTORS = 10;
/** Of the logarithm of pitch: 10 %. */
const PITCH_FLOOR = 0.01;
const PITCH_PRIOR = 5;

/** How voices are compared in one recording. */
export interface VoiceSpace {
  /** How badly one Gaussian fits what the sums were made of: the negative log-likelihood, without what is the same for all. */
  misfit(voice: VoiceSums): number;
  /** The log-likelihood of a frame under a voice. */
  scorer(voice: VoiceSums): (frame: VoiceFrame) => number;
}

/** The spread of each cepstrum over the recording sets the scale. */
export function voiceSpace(all: VoiceSums): VoiceSpace {
  const { count, sum, products } = all.cepstra;
  const floor = Float64Array.from({ length: CEPSTRA }, (_, i) =>
    Math.max(1e-6, (products[(i * (i + 1)) / 2 + i] as number) / count - ((sum[i] as number) / count) ** 2),
  );
  const factorOf = (voice: VoiceSums): Float64Array => voice.cepstra.factor(floor, PRIOR_VECTORS);
  return {
    misfit: (voice) =>
      (voice.cepstra.count * logDeterminant(factorOf(voice), CEPSTRA)) / 2 +
      (voice.pitch.count * Math.log(pitchSpread(voice.pitch))) / 2,
    scorer: (voice) => scorer(voice, factorOf(voice)),
  };
}

const pitchSpread = ({ count, sum, products }: VectorSums): number =>
  count === 0
    ? 1
    : ((products[0] as number) - (sum[0] as number) ** 2 / count + PITCH_PRIOR * PITCH_FLOOR) / (count + PITCH_PRIOR);

function scorer({ cepstra, pitch }: VoiceSums, factor: Float64Array): (frame: VoiceFrame) => number {
  const mean = cepstra.sum.map((sum) => sum / cepstra.count);
  const constant = logDeterminant(factor, CEPSTRA);
  const [pitchMean, spread] = [(pitch.sum[0] as number) / Math.max(1, pitch.count), pitchSpread(pitch)];
  const whitened = new Float64Array(CEPSTRA);
  return (frame) => {
    if (!frame.loud) return 0;
    let distance = constant;
    for (let i = 0, k = 0; i < CEPSTRA; i += 1, k += 1) {
      let value = (frame.cepstra[i] as number) - (mean[i] as number);
      for (let j = 0; j < i; j += 1, k += 1) value -= (factor[k] as number) * (whitened[j] as number);
      whitened[i] = value / (factor[k] as number);
      distance += (whitened[i] as number) ** 2;
    }
    if (frame.logPitch !== null && pitch.count > PITCH_PRIOR)
      distance += (frame.logPitch - pitchMean) ** 2 / spread + Math.log(spread);
    return -distance / 2;
  };
}
