import { Badge, Grid, Group, Tabs, Text } from '@mantine/core';
import { useHotkeys, useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { AppLink } from '../../parts/app-link.js';
import { CopyButton } from '../../parts/copy-button.js';
import { CustomerName } from '../../parts/customer-name.js';
import { showDateTime, showDuration } from '../../parts/format.js';
import { Loaded } from '../../parts/loaded.js';
import { PageTitle } from '../../parts/page-title.js';
import { ProposalList } from '../../parts/proposal-list.js';
import type { Analysis, Evidence } from '../../parts/words.js';
import { FailedRun } from '../conversations/failed-run.js';
import { useLiveSteps } from '../conversations/live-steps.js';
import { conversationQuery } from '../conversations/queries.js';
import { StepProgress } from '../conversations/step-progress.js';
import { useMay } from '../../app/session.js';
import { AboutView } from './about-view.js';
import { ClipBar } from './clip-bar.js';
import { DealChoice } from './deal-choice.js';
import { LostCorrections } from './corrections-view.js';
import { InsightList } from './insight-list.js';
import { stretchOf, turnAt } from './moments.js';
import { usePlayback } from './playback.js';
import { Player } from './player.js';
import { analysisQuery, transcriptQuery, type Conversation, type Transcript } from './queries.js';
import { ScriptView } from './script-view.js';
import { SummaryView } from './summary-view.js';
import { TranscriptView, type OpenQuote } from './transcript.js';
import { useClip } from './use-clip.js';

const here = getRouteApi('/frame/conversations/$id');

export function ConversationPage() {
  const { id } = here.useParams();
  const conversation = useQuery(conversationQuery(id));
  return (
    <Loaded query={conversation}>
      {(one) => (
        <>
          <Heading conversation={one} />
          <Content conversation={one} />
        </>
      )}
    </Loaded>
  );
}

function Heading({ conversation: one }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const mayEdit = useMay('edit');
  const step = useLiveSteps().get(one.id);
  return (
    <>
      <PageTitle title={one.title ?? t(`kind.${one.kind}`)}>
        {one.language && <Badge variant="default">{t(`language.${one.language}`)}</Badge>}
      </PageTitle>
      <Group gap="xs" mb="sm">
        {one.customerId !== null && (
          <AppLink to="/customers/$id" params={{ id: one.customerId }}>
            <CustomerName id={one.customerId} />
          </AppLink>
        )}
        <Text size="sm" c="dimmed">
          {[
            t(`kind.${one.kind}`),
            one.startedAt && showDateTime(one.startedAt),
            one.durationMs !== null && showDuration(one.durationMs),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </Group>
      {one.run?.state === 'running' && <StepProgress step={step} />}
      {mayEdit && <DealChoice conversation={one} />}
      {one.run?.state === 'failed' && <FailedRun id={one.id} mayRetry={mayEdit} />}
    </>
  );
}

function Content({ conversation }: { conversation: Conversation }) {
  const transcript = useQuery(transcriptQuery(conversation.id));
  // Not there until the first run is over; what there is can be read meanwhile, and says which words were corrected since.
  const enabled = conversation.run?.state !== 'running' || conversation.publishedAt !== null;
  const analysis = useQuery({ ...analysisQuery(conversation.id), enabled });
  return (
    <Loaded query={transcript}>
      {(words) => <Workplace conversation={conversation} transcript={words} analysis={analysis.data} />}
    </Loaded>
  );
}

interface WorkplaceProps {
  conversation: Conversation;
  transcript: Transcript;
  analysis: Analysis | undefined;
}

function Workplace({ conversation, transcript, analysis }: WorkplaceProps) {
  const { t } = useTranslation();
  const search = here.useSearch();
  const navigate = here.useNavigate();
  const sound =
    conversation.recordings.find((one) => one.part === 'audio' && one.soundRemovedAt === null)?.sha256 ?? null;
  const { turns } = transcript;
  const playback = usePlayback(sound, turns);
  const open = useMemo(() => openQuote(search), [search]);
  const { clip, add, close } = useClip(turns, sound !== null);
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const { tab = open !== null || clip !== null ? 'transcript' : 'summary' } = search;

  const onOpen = useCallback(
    ({ turn, start, end }: Pick<Evidence, 'turn' | 'start' | 'end'>) => {
      const stretch = stretchOf(turns, { turn, start, end });
      if (stretch !== null) playback?.play(stretch);
      const quote = { turn: String(turn), start: String(start), end: String(end) };
      // Where the transcript is a tab, that is where the words are.
      void navigate({ search: ({ tab }) => ({ ...quote, tab: wide ? tab : 'transcript' }), replace: true });
    },
    [turns, playback, navigate, wide],
  );
  const onShare = (turn: number): void => {
    // What was written has no sound: the link leads to its words.
    if (!add(turn)) onOpen({ turn, start: 0, end: turns[turn]?.text.length ?? 0 });
  };
  const seekTo = playback?.seek;
  useEffect(() => {
    // A link to a clip plays it; where the browser wants a click first, the button is there.
    if (clip !== null) return playback?.play(clip);
    // A link to a quote: the sound waits at it.
    const stretch = open && stretchOf(turns, open);
    if (stretch && playback?.media.paused) seekTo?.(stretch.fromMs);
    // Only when the page is opened with it; a click on a quote plays by itself, and so does a clip that is chosen.
  }, []);
  const step = (by: number): void => {
    const next = turns[Math.max(0, turnAt(turns, playback?.at ?? 0) + by)];
    if (next?.startMs != null) playback?.play({ fromMs: next.startMs });
  };
  useHotkeys(
    [
      ['space', () => playback?.toggle()],
      ['ArrowLeft', () => playback?.seek(playback.at - 5_000)],
      ['ArrowRight', () => playback?.seek(playback.at + 5_000)],
      ['j', () => step(1)],
      ['k', () => step(-1)],
    ],
    ['INPUT', 'TEXTAREA', 'SELECT', 'BUTTON', 'A'],
  );

  const transcriptView = (
    <TranscriptView
      {...{ conversation, transcript, analysis, playback, open, onShare }}
      extendsClip={clip !== null && playback !== null}
    />
  );
  return (
    <>
      {playback && sound !== null && (
        <Player
          sha256={sound}
          durationMs={conversation.durationMs ?? 0}
          playback={playback}
          transcript={transcript}
          analysis={analysis}
          onOpen={onOpen}
        />
      )}
      {clip && playback && <ClipBar conversationId={conversation.id} clip={clip} playback={playback} onClose={close} />}
      <LostCorrections conversationId={conversation.id} />
      <Group justify="flex-end" my="xs">
        {open && <CopyButton text={window.location.href} label={t('conversation.shareClip')} />}
      </Group>
      <Grid>
        {wide && <Grid.Col span={7}>{transcriptView}</Grid.Col>}
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Tabs
            value={wide && tab === 'transcript' ? 'summary' : tab}
            keepMounted={false}
            onChange={(next) =>
              void navigate({ search: (before) => ({ ...before, tab: next ?? 'summary' }), hash: true, replace: true })
            }
          >
            <Tabs.List mb="sm">
              {!wide && <Tabs.Tab value="transcript">{t('conversation.transcript')}</Tabs.Tab>}
              <Tabs.Tab value="summary">{t('conversation.summary')}</Tabs.Tab>
              <Tabs.Tab value="insights">{t('conversation.insights')}</Tabs.Tab>
              <Tabs.Tab value="record">{t('conversation.record')}</Tabs.Tab>
              <Tabs.Tab value="script">{t('conversation.script')}</Tabs.Tab>
              <Tabs.Tab value="about">{t('conversation.about')}</Tabs.Tab>
            </Tabs.List>
            {!wide && <Tabs.Panel value="transcript">{transcriptView}</Tabs.Panel>}
            <Tabs.Panel value="summary">
              {analysis ? <SummaryView analysis={analysis} onOpen={onOpen} /> : <NotYet />}
            </Tabs.Panel>
            <Tabs.Panel value="insights">
              {analysis ? <InsightList analysis={analysis} onOpen={onOpen} /> : <NotYet />}
            </Tabs.Panel>
            <Tabs.Panel value="record">
              <ProposalList conversationId={conversation.id} onOpen={onOpen} />
            </Tabs.Panel>
            <Tabs.Panel value="script">
              {analysis ? <ScriptView analysis={analysis} onOpen={onOpen} /> : <NotYet />}
            </Tabs.Panel>
            <Tabs.Panel value="about">
              <AboutView conversation={conversation} transcript={transcript} analysis={analysis} />
            </Tabs.Panel>
          </Tabs>
        </Grid.Col>
      </Grid>
    </>
  );
}

function NotYet() {
  const { t } = useTranslation();
  return <Text c="dimmed">{t('conversation.notYet')}</Text>;
}

function openQuote({ turn, start, end }: Partial<Record<string, string>>): OpenQuote | null {
  const numbers = [turn, start, end].map(Number);
  if (turn === undefined || numbers.some((one) => !Number.isInteger(one))) return null;
  const [at = 0, from = 0, to = 0] = numbers;
  return { turn: at, start: from, end: to };
}
