import { z } from 'zod';

import { AppError } from '../../domain/index.js';
import list from './known-models.json' with { type: 'json' };

/** How a model is run: Whisper through transformers.js, the others through sherpa-onnx. */
export const ModelKind = z.enum(['whisper', 'sense-voice', 'paraformer']);
export type ModelKind = z.infer<typeof ModelKind>;

/** Part of a path on the hub and in the store: no way out of the folder. */
const ModelFilePath = z.string().regex(/^(?!.*\.\.)[\w][\w./-]*$/);
export const ModelName = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/);

const KnownFile = z.object({
  path: ModelFilePath,
  /** As the hub shows it, to three digits; null where it was not seen. For progress only. */
  aboutBytes: z.number().nullable(),
  /** Of the file at this revision, as the hub shows it; null where it is not known, which nobody may call verified. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});

const KnownModel = z.object({
  name: ModelName,
  kind: ModelKind,
  /** On the model hub. */
  repository: z.string(),
  /** A commit; `main` moves, where no commit's full name is known. */
  revision: z.string(),
  licence: z.string(),
  about: z.string(),
  files: z.array(KnownFile),
});
export type KnownModel = z.infer<typeof KnownModel>;

export const KNOWN_MODELS: readonly KnownModel[] = z.array(KnownModel).parse(list);

/** @throws AppError `not_found`, naming those that there are */
export function knownModel(name: string): KnownModel {
  const model = KNOWN_MODELS.find((known) => known.name === name);
  if (!model)
    throw new AppError(
      'not_found',
      `There is no model "${name}" to download; there are ${KNOWN_MODELS.map((known) => known.name).join(', ')}. Models of your own come in with "vouch models import".`,
    );
  return model;
}

/** What each kind needs, for models that the list does not know. */
export const FILES_OF: { readonly [Kind in ModelKind]: readonly string[] } = {
  whisper: [
    'config.json',
    'generation_config.json',
    'preprocessor_config.json',
    'tokenizer.json',
    'tokenizer_config.json',
    'onnx/encoder_model_quantized.onnx',
    'onnx/decoder_model_merged_quantized.onnx',
  ],
  'sense-voice': ['model.int8.onnx', 'tokens.txt'],
  paraformer: ['model.int8.onnx', 'tokens.txt'],
};
