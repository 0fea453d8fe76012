import { z } from '@hono/zod-openapi';

import type { CorrectedTurn, SourceTurn } from '../../models/domain/index.js';
import type { CorrectionRow } from '../../storage/repositories/corrections.js';

const Said = z.object({ text: z.string(), speaker: z.string().nullable() });

export const CorrectionPresented = z
  .object({
    version: z.number().int().openapi({ description: 'The version of the conversation that it made.' }),
    turn: z
      .number()
      .int()
      .nullable()
      .openapi({ description: 'Where its turn stands today; null: the newest transcript does not have it any more.' }),
    action: z.enum(['corrected', 'undone']),
    original: Said.openapi({ description: 'What the source says.' }),
    before: Said,
    after: Said,
    by: z.object({ id: z.string(), name: z.string() }),
    at: z.string(),
  })
  .openapi('Correction');

export function presentCorrection(row: CorrectionRow): z.infer<typeof CorrectionPresented> {
  return {
    version: row.version,
    turn: row.turn,
    action: row.action,
    original: { text: row.source.text, speaker: row.source.speaker },
    before: said(row.source, row.before),
    after: said(row.source, row.after),
    by: { id: row.actor, name: row.actorName },
    at: row.at.toISOString(),
  };
}

const said = (source: SourceTurn, { text, speaker }: CorrectedTurn): z.infer<typeof Said> => ({
  text: text ?? source.text,
  speaker: speaker ?? source.speaker,
});
