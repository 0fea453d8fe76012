import { QueryClient } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { renderToStaticMarkup } from 'react-dom/server';

import { App } from './app/app.js';
import { Frame } from './app/frame.js';
import { startI18n } from './app/i18n.js';
import { sessionQuery } from './app/session.js';
import { ConversationsPage } from './pages/conversations/page.js';
import { textsOf, type AppLanguage } from './shell/language.js';

const root = createRootRoute();
const frame = createRoute({ getParentRoute: () => root, id: 'frame', component: Frame });
const page = createRoute({ getParentRoute: () => frame, path: '/conversations', component: ConversationsPage });

/**
 * The list of conversations as it is drawn before its rows have come, for somebody who may do everything:
 * HTML for `shell.ts`, made when the app is built. Nobody can use it yet, and nobody should hear it twice.
 */
export async function prerender(language: AppLanguage): Promise<string> {
  await startI18n(language, await textsOf(language));
  const queries = new QueryClient();
  queries.setQueryData(sessionQuery.queryKey, {
    state: 'signed-in',
    role: 'admin',
    user: { id: '', name: '…', email: '', role: 'admin', team: null, locale: null, hasPassword: true },
    csrf: null,
    methods: { password: true, oidc: null },
    version: '',
  });
  const router = createRouter({
    routeTree: root.addChildren([frame.addChildren([page])]),
    history: createMemoryHistory({ initialEntries: ['/conversations'] }),
  });
  await router.load();
  return `<div inert aria-hidden="true">${renderToStaticMarkup(<App queries={queries} router={router} />)}</div>`;
}
