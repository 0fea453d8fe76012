import { MEL_BANDS, type SpectrumRow } from './spectrum.js';

/** Cepstral coefficients 1 to 14: the shape of the spectrum without its loudness. */
export const CEPSTRA = 14;

const cosines = Array.from({ length: CEPSTRA }, (_, k) =>
  Float64Array.from({ length: MEL_BANDS }, (_each, band) => Math.cos(((k + 1) * Math.PI * (band + 0.5)) / MEL_BANDS)),
);

/** Mel-frequency cepstral coefficients (Davis and Mermelstein 1980), without the one of loudness. */
export function mfcc({ mel }: SpectrumRow): Float32Array {
  return Float32Array.from(cosines, (row) =>
    row.reduce((sum, cosine, band) => sum + cosine * (mel[band] as number), 0),
  );
}

/** Mean of the bands: how loud the row is. */
export const loudness = ({ mel }: SpectrumRow): number => mel.reduce((sum, value) => sum + value, 0) / MEL_BANDS;
