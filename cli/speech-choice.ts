/** What a person may ask for; `auto` takes what is configured, then what is installed, then what is bundled. */
export const ENGINES = ['auto', 'whisper', 'sherpa', 'remote', 'bundled'] as const;
export type EngineName = (typeof ENGINES)[number];

export interface SpeechChoice {
  readonly engine?: EngineName;
  /** One of the installed models; default: the best installed for the language. */
  readonly model?: string;
}
