import { sql, type SQL } from 'drizzle-orm';

import type { Participant } from '../../models/domain/index.js';

/** The statement that writes which side each participant stands on; what a person said meanwhile stays. */
export function savingSides(conversationId: string, participants: readonly Participant[]): SQL {
  const sides = JSON.stringify(
    participants.map(({ id, side, sideConfidence, sideSource }) => ({
      id,
      side,
      confidence: sideConfidence,
      source: sideSource,
    })),
  );
  return sql`update participants p set side = s.side, side_confidence = s.confidence, side_source = s.source
        from jsonb_to_recordset(${sides}::jsonb) as s (id text, side text, confidence real, source text)
        where p.conversation_id = ${conversationId} and p.id = s.id and p.side_source <> 'person'`;
}
