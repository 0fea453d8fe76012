import { basename, dirname } from 'node:path';

import type { DynamicCache, PreTrainedModel, PreTrainedTokenizer, Tensor } from '@xenova/transformers';

import { AppError } from '../../domain/index.js';
// Also for its effect on the onnxruntime that transformers.js opens.
import '../onnxruntime.js';
import type { InferenceSession } from '../onnxruntime.js';
import { logMel, melFilters } from './log-mel.js';
import { type WhisperTokens } from './whisper-rules.js';

/** What the decoder gives for the token that it was fed. */
export interface Step {
  readonly logits: Float32Array;
  readonly cache: DynamicCache;
  /** Per layer, [1, heads, 1, frames]; empty where the model was exported without them. */
  readonly attentions: readonly Tensor[];
}

/** A Whisper in ONNX form, ready to run. */
export interface WhisperModel {
  readonly tokens: WhisperTokens;
  readonly suppressed: ReadonlySet<number>;
  readonly latestFirst: number;
  readonly mostTokens: number;
  /** [layer, head] of those that follow the sound; empty where the model does not say. */
  readonly alignmentHeads: readonly (readonly [number, number])[];
  encode(samples: Float32Array): Promise<Tensor>;
  /**
   * Feeds one token to the decoder; the cache is not changed and may be used again. Never several: real files
   * were exported for one token after the first run, and let earlier ones look at later ones.
   */
  decode(heard: Tensor, token: number, cache: DynamicCache | null): Promise<Step>;
  text(tokens: readonly number[]): string;
  release(): Promise<void>;
}

interface GenerationConfig {
  readonly eos_token_id: number | number[];
  readonly decoder_start_token_id: number;
  readonly no_timestamps_token_id: number;
  readonly is_multilingual?: boolean;
  readonly lang_to_id?: Readonly<Record<string, number>>;
  readonly task_to_id?: Readonly<Record<string, number>>;
  readonly suppress_tokens?: readonly number[] | null;
  readonly max_initial_timestamp_index?: number | null;
  readonly alignment_heads?: readonly (readonly [number, number])[] | null;
}

/**
 * Loads a model from a folder of the store. Nothing is ever fetched: transformers.js is told to look at
 * local files only, and the store has checked them.
 * @param threads of one inference
 * @throws AppError `unavailable` where the folder is not a Whisper model
 */
export async function openWhisper(folder: string, threads: number): Promise<WhisperModel> {
  const library = await import('@xenova/transformers');
  const { AutoTokenizer, DynamicCache, LogLevel, Tensor, WhisperForConditionalGeneration, env } = library;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = `${dirname(folder)}/`;
  env.useFSCache = false;
  // Its errors repeat the inputs of the model, which is what people said.
  env.logLevel = LogLevel.NONE;
  let model: PreTrainedModel;
  let tokenizer: PreTrainedTokenizer;
  try {
    model = await WhisperForConditionalGeneration.from_pretrained(basename(folder), {
      dtype: { encoder_model: 'q8', decoder_model_merged: 'q8' },
      device: 'cpu',
      // Shapes change with every token: planned memory and arenas only grow (onnxruntime issues 11118, 10982).
      session_options: {
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        enableMemPattern: false,
        enableCpuMemArena: false,
      },
    });
    tokenizer = await AutoTokenizer.from_pretrained(basename(folder), {});
  } catch (error) {
    throw new AppError(
      'unavailable',
      `The speech model ${basename(folder)} could not be loaded; "vouch models verify ${basename(folder)}" checks its files.`,
      { cause: error },
    );
  }
  const settings = model.generation_config as unknown as GenerationConfig;
  const { num_mel_bins, max_target_positions } = model.config as unknown as {
    num_mel_bins: number;
    max_target_positions: number;
  };
  const filters = melFilters(num_mel_bins);
  const end = Array.isArray(settings.eos_token_id) ? (settings.eos_token_id[0] ?? 0) : settings.eos_token_id;
  const languages = Object.entries(settings.is_multilingual === false ? {} : (settings.lang_to_id ?? {}));
  return {
    tokens: {
      end,
      start: settings.decoder_start_token_id,
      noTimestamps: settings.no_timestamps_token_id,
      transcribe: languages.length > 0 ? (settings.task_to_id?.['transcribe'] ?? null) : null,
      languages: new Map(languages.map(([token, id]) => [token.slice(2, -2), id])),
    },
    suppressed: new Set(settings.suppress_tokens ?? []),
    latestFirst: settings.max_initial_timestamp_index ?? 50,
    // As openai/whisper: half of what the decoder can hold. 28 s of fast speech need about 200.
    mostTokens: Math.floor(max_target_positions / 2),
    alignmentHeads: settings.alignment_heads ?? [],
    encode: async (samples) => {
      const features = new Tensor('float32', logMel(samples, filters, 3000), [1, num_mel_bins, 3000]);
      const session = model.sessions['model'] as InferenceSession;
      const { last_hidden_state: heard } = await session.run({ input_features: features.ort_tensor });
      if (!heard) throw new AppError('unavailable', `${basename(folder)} is no Whisper model: it hears nothing.`);
      return new Tensor('float32', heard.data, [...heard.dims]);
    },
    decode: async (heard, token, cache) => {
      const outputs = (await model.forward({
        encoder_outputs: heard,
        decoder_input_ids: new Tensor('int64', BigInt64Array.of(BigInt(token)), [1, 1]),
        past_key_values: cache,
      })) as Record<string, Tensor>;
      const kept: Record<string, Tensor> = {};
      for (const [name, tensor] of Object.entries(outputs)) {
        if (!name.startsWith('present')) continue;
        const past = name.replace('present', 'past_key_values');
        // After the first run the decoder gives back nothing for what was heard: that stays as it was.
        kept[past] = name.includes('encoder') && cache ? (cache[past] ?? tensor) : tensor;
      }
      return {
        logits: outputs['logits']?.data as Float32Array,
        cache: new DynamicCache(kept),
        attentions: Object.entries(outputs)
          .filter(([name]) => name.startsWith('cross_attentions'))
          .map(([, tensor]) => tensor),
      };
    },
    // The tokenizer refuses to decode nothing.
    text: (tokens) => (tokens.length === 0 ? '' : tokenizer.decode([...tokens], { skip_special_tokens: true })),
    release: async () => {
      await model.dispose();
    },
  };
}
