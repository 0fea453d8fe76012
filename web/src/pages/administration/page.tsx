import 'mantine-datatable/styles.css';

import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { PageTitle } from '../../parts/page-title.js';
import { AuditTab } from './audit-tab.js';
import { HealthTab } from './health-tab.js';
import { KeysTab } from './keys-tab.js';
import { ModelsTab } from './models-tab.js';
import { PeopleTab } from './people-tab.js';
import { PlaybooksTab } from './playbooks-tab.js';
import { RetentionTab } from './retention-tab.js';
import { TeamsTab } from './teams-tab.js';
import { WebhooksTab } from './webhooks-tab.js';

const here = getRouteApi('/frame/administration');
const SECTIONS = {
  people: PeopleTab,
  teams: TeamsTab,
  keys: KeysTab,
  webhooks: WebhooksTab,
  playbooks: PlaybooksTab,
  retention: RetentionTab,
  models: ModelsTab,
  health: HealthTab,
  audit: AuditTab,
} as const;
const NAMES = Object.keys(SECTIONS) as (keyof typeof SECTIONS)[];

/** Who may do what, what goes out, what is kept, and how the machine is. */
export function AdministrationPage() {
  const { t } = useTranslation();
  const { tab = 'people' } = here.useSearch();
  const navigate = here.useNavigate();
  return (
    <>
      <PageTitle title={t('place.administration')} />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) => void navigate({ search: { tab: next ?? 'people' }, replace: true })}
      >
        <Tabs.List mb="md">
          {NAMES.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`admin.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {NAMES.map((name) => {
          const Section = SECTIONS[name];
          return (
            <Tabs.Panel key={name} value={name}>
              <Section />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </>
  );
}
