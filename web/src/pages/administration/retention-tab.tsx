import { Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { answer, api, ifMatch } from '../../api/client.js';
import type { components } from '../../api/schema.js';
import { showDateTime } from '../../parts/format.js';
import { Loaded } from '../../parts/loaded.js';
import { notifyDone } from '../../parts/notify.js';
import { RetentionPreview } from './retention-preview.js';

type RetentionSet = components['schemas']['RetentionSet'];
type Retention = RetentionSet['retention'];
/** A number field without a number holds ''. */
type Values = Record<'call' | 'meeting' | 'chat' | 'sound', number | ''>;

const FIELDS = ['call', 'meeting', 'chat', 'sound'] as const;
const SETTLED_MS = 300;

const retentionQuery = queryOptions({
  queryKey: ['retention'],
  queryFn: () => answer(api.GET('/v1/retention')),
});

/** How long what is kept; what that would delete is shown before it is set. */
export function RetentionTab() {
  const retention = useQuery(retentionQuery);
  return <Loaded query={retention}>{(read) => <RetentionForm key={read.version} {...read} />}</Loaded>;
}

function RetentionForm({ retention: set, lastSweepAt, version }: RetentionSet) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asks, { open, close }] = useDisclosure(false);
  const { call, meeting, chat } = set.conversations;
  const form = useForm<Values>({
    initialValues: { call: call ?? '', meeting: meeting ?? '', chat: chat ?? '', sound: set.sound ?? '' },
  });
  const written = form.values;
  const [settled] = useDebouncedValue(written, SETTLED_MS);
  const preview = useQuery({
    queryKey: ['retention', 'preview', settled],
    queryFn: () => answer(api.GET('/v1/retention/preview', { params: { query: daysOf(settled) } })),
    placeholderData: keepPreviousData,
  });
  const isSeen = preview.isSuccess && !preview.isPlaceholderData && settled === written;
  const going = (preview.data?.conversations ?? []).reduce((sum, { count }) => sum + count, 0);
  const count = going + (preview.data?.sound.count ?? 0);
  const save = useMutation({
    mutationFn: () =>
      answer(api.PUT('/v1/retention', { params: { header: ifMatch(version) }, body: retentionOf(written) })),
    onSuccess: async () => {
      close();
      notifyDone(t('retention.saved'));
      await queries.invalidateQueries({ queryKey: ['retention'] });
    },
  });
  return (
    <form onSubmit={form.onSubmit(() => (count > 0 ? open() : save.mutate()))}>
      <Stack gap="md" maw={720}>
        <Text size="sm">{t('retention.hint')}</Text>
        <Group gap="xs" grow preventGrowOverflow={false} align="flex-start">
          {FIELDS.map((name) => (
            <NumberInput
              key={name}
              miw={150}
              label={t(`retention.${name}`)}
              min={1}
              max={36_500}
              allowDecimal={false}
              clampBehavior="strict"
              {...(name === 'sound' && { description: t('retention.soundHint'), inputWrapperOrder: WRAPPER_ORDER })}
              {...form.getInputProps(name)}
            />
          ))}
        </Group>
        <Loaded query={preview}>{(found) => <RetentionPreview preview={found} />}</Loaded>
        <Group gap="xs">
          <Button type="submit" disabled={!form.isDirty() || !isSeen} loading={save.isPending}>
            {t('retention.save')}
          </Button>
          <Text size="xs" c="dimmed">
            {lastSweepAt === null ? t('retention.never') : t('retention.lastSweep', { at: showDateTime(lastSweepAt) })}
          </Text>
        </Group>
      </Stack>
      <Modal
        opened={asks}
        onClose={close}
        title={t('retention.confirm')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Text size="sm">{t('retention.confirmText', { count })}</Text>
        <Group gap="xs" mt="md" justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button color="red.9" loading={save.isPending} onClick={() => save.mutate()}>
            {t('retention.delete')}
          </Button>
        </Group>
      </Modal>
    </form>
  );
}

/** The hint below the field, so that the fields stand in one line. */
const WRAPPER_ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

const numberOf = (days: number | ''): number | null => (days === '' ? null : days);

const retentionOf = ({ call, meeting, chat, sound }: Values): Retention => ({
  conversations: { call: numberOf(call), meeting: numberOf(meeting), chat: numberOf(chat) },
  sound: numberOf(sound),
});

const daysOf = (values: Values): Partial<Record<keyof Values, number>> =>
  Object.fromEntries(FIELDS.flatMap((name) => (values[name] === '' ? [] : [[name, values[name]]])));
