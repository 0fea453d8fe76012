import { Card, Group, Mark, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import type { paths } from '../../api/schema.js';
import { AppLink } from '../../parts/app-link.js';
import { showDate, showDuration } from '../../parts/format.js';
import { Gaps } from '../../parts/gaps.js';
import { SideBadge } from '../../parts/side.js';
import { HitPlayer } from './hit-player.js';

type Listed = paths['/v1/search']['get']['responses'][200]['content']['application/json']['items'][number];
/** Start and end of each stretch, in UTF-16 units of `text`. */
type Found = Omit<Listed, 'highlights'> & { highlights: readonly (readonly number[])[] };

/** A turn with what was searched for marked in it; leads to the words, and plays where it stands. */
export function Hit({ hit }: { hit: Found }) {
  const { t } = useTranslation();
  const [first] = hit.highlights;
  const at = first ?? [0, hit.text.length];
  return (
    <Card withBorder padding="sm">
      <Group gap="xs">
        <AppLink
          to="/conversations/$id"
          params={{ id: hit.conversationId }}
          search={{
            turn: String(hit.turn),
            start: String((at[0] ?? 0) + hit.textStart),
            end: String((at[1] ?? 0) + hit.textStart),
          }}
          fw={600}
        >
          {hit.title ?? t(`kind.${hit.kind}`)}
        </AppLink>
        <SideBadge side={hit.side ?? 'unknown'} />
        <Text size="xs" c="dimmed">
          {[
            hit.speaker,
            hit.customer?.name,
            hit.rep?.name,
            hit.startedAt && showDate(hit.startedAt),
            hit.startMs !== null && showDuration(hit.startMs),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        {hit.startMs !== null && hit.endMs !== null && (
          <HitPlayer conversationId={hit.conversationId} startMs={hit.startMs} endMs={hit.endMs} />
        )}
      </Group>
      <Text component="blockquote" m={0} mt={4}>
        <Marked text={hit.text} ranges={hit.highlights} />
      </Text>
      <Gaps of={hit.completeness} />
    </Card>
  );
}

function Marked({ text, ranges }: { text: string; ranges: readonly (readonly number[])[] }) {
  const parts = [];
  let end = 0;
  for (const [from = 0, to = 0] of ranges) {
    parts.push(<span key={`${end}-`}>{text.slice(end, from)}</span>, <Mark key={from}>{text.slice(from, to)}</Mark>);
    end = to;
  }
  return [...parts, <span key="rest">{text.slice(end)}</span>];
}
