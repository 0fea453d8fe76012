import { Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import { Loaded } from '../../parts/loaded.js';
import { notifyDone } from '../../parts/notify.js';

interface Retention {
  conversationDays: number | null;
  recordingDays: number | null;
}

/** How long things are kept; empty: for ever. */
export function RetentionTab() {
  const retention = useQuery({ queryKey: ['retention'], queryFn: () => answer(api.GET('/v1/settings/retention')) });
  return <Loaded query={retention}>{(found) => <RetentionForm retention={found} />}</Loaded>;
}

function RetentionForm({ retention }: { retention: Retention }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { conversationDays: retention.conversationDays ?? '', recordingDays: retention.recordingDays ?? '' },
  });
  const save = useMutation({
    mutationFn: (values: typeof form.values) =>
      answer(
        api.PUT('/v1/settings/retention', {
          body: { conversationDays: daysOf(values.conversationDays), recordingDays: daysOf(values.recordingDays) },
        }),
      ),
    onSuccess: async () => {
      notifyDone(t('about.saved'));
      await queries.invalidateQueries({ queryKey: ['retention'] });
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack maw={420}>
        <Text size="sm" c="dimmed">
          {t('admin.retentionHint')}
        </Text>
        <NumberInput label={t('admin.conversationDays')} min={1} {...form.getInputProps('conversationDays')} />
        <NumberInput label={t('admin.recordingDays')} min={1} {...form.getInputProps('recordingDays')} />
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const daysOf = (value: string | number): number | null => (value === '' ? null : Number(value));
