import type { Insights, ScriptFit, Summary, Transcript } from '../domain/index.js';

export function summarize(_transcript: Transcript, _insights: Insights, _scriptFit: ScriptFit): Summary {
  return { headline: '', sentences: [] };
}
