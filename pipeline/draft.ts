import { AppError, type Insights, type ScriptFit, type Transcript } from '../models/domain/index.js';
import type { Db } from '../storage/database.js';
import { readTranscript } from '../storage/repositories/conversations.js';
import { readInsights, readScriptFit } from '../storage/repositories/insights.js';
import type { Draft } from './step.js';

/** What the steps of one job share: read once, on first use. */
export function createDraft(db: Db, conversationId: string): Draft {
  let transcript: Promise<Transcript> | undefined;
  let insights: Promise<Insights> | undefined;
  let scriptFit: Promise<ScriptFit> | undefined;
  return {
    transcript: () => (transcript ??= readTranscript(db, conversationId)),
    insights: () => (insights ??= readInsights(db, conversationId)),
    scriptFit: () => (scriptFit ??= storedScriptFit(db, conversationId)),
    forgetTranscript: () => {
      transcript = undefined;
    },
    keep: (parts) => {
      if (parts.transcript) transcript = Promise.resolve(parts.transcript);
      if (parts.insights) insights = Promise.resolve(parts.insights);
      if (parts.scriptFit) scriptFit = Promise.resolve(parts.scriptFit);
    },
  };
}

async function storedScriptFit(db: Db, conversationId: string): Promise<ScriptFit> {
  const stored = await readScriptFit(db, conversationId);
  if (stored) return stored;
  throw new AppError('internal', `Conversation ${conversationId} has no script fit: its step "score" must run first.`);
}
