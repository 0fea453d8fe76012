import { z } from '@hono/zod-openapi';

import { ConversationKind, Side, type WordsOf } from '../../models/domain/index.js';
import { toIso } from '../../storage/instants.js';
import type { SearchHit } from '../../storage/repositories/search.js';
import { findHits, type SearchQuery } from '../../storage/search-words.js';
import { CompletenessOf } from './completeness.js';
import { RepNamed } from './conversation.js';

/** A turn is shown around its first hit. */
const SHOWN = 400;
const BEFORE = 120;

export const SearchHitPresented = z
  .object({
    conversationId: z.string(),
    title: z.string().nullable(),
    kind: ConversationKind,
    startedAt: z.string().nullable(),
    customer: z.object({ id: z.string(), name: z.string() }).nullable(),
    rep: RepNamed.nullable(),
    turn: z.number().int(),
    side: Side.nullable(),
    speaker: z.string().nullable(),
    text: z.string().openapi({ description: `The turn, or ${SHOWN} characters of it around the first hit.` }),
    textStart: z.number().int().openapi({ description: 'Where `text` begins in the turn.' }),
    highlights: z
      .array(z.tuple([z.number().int(), z.number().int()]))
      .openapi({ description: 'What was found: start and end in `text`, UTF-16.' }),
    startMs: z.number().int().nullable(),
    endMs: z.number().int().nullable(),
    sentAt: z.string().nullable(),
    completeness: CompletenessOf,
  })
  .openapi('SearchHit');

export function presentHit(hit: SearchHit, query: SearchQuery, wordsOf: WordsOf): z.infer<typeof SearchHitPresented> {
  const found = findHits(hit.text, query, wordsOf);
  const textStart = hit.text.length <= SHOWN ? 0 : Math.max(0, (found[0]?.[0] ?? 0) - BEFORE);
  const text = hit.text.slice(textStart, textStart + SHOWN);
  const time = (utc: string | null) => utc && toIso(new Date(`${utc.replace(' ', 'T')}Z`), hit.utcOffsetMinutes);
  return {
    ...{ conversationId: hit.conversationId, title: hit.title, kind: hit.kind, startedAt: time(hit.startedAt) },
    customer: hit.customerId === null ? null : { id: hit.customerId, name: hit.customerName ?? hit.customerId },
    rep: hit.repName === null ? null : { id: hit.repId, name: hit.repName },
    ...{ turn: hit.turn, side: hit.side, speaker: hit.speaker, text, textStart },
    highlights: found
      .map(([start, end]): [number, number] => [start - textStart, Math.min(end - textStart, text.length)])
      .filter(([start, end]) => start >= 0 && start < end),
    ...{ startMs: hit.startMs, endMs: hit.endMs, sentAt: time(hit.sentAt) },
    completeness: hit.completeness,
  };
}
