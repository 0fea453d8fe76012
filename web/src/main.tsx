import '@mantine/core/styles.css';
import './app/app.css';

import { createRoot } from 'react-dom/client';

import { App } from './app/app.js';
import { startI18n } from './app/i18n.js';
import { queries } from './app/queries.js';
import { router } from './app/router.js';
import { takeSession } from './app/session.js';
import { showDateTime } from './parts/format.js';
import { preferredLanguage } from './shell/language.js';
import { firstSession, firstTexts } from './shell/shell.js';

/**
 * Draws the page when it has what it shows; until then the shell stands there.
 * A function and no top-level await: the pages' scripts import this one, and would wait for it as it for them.
 */
async function start(root: HTMLElement): Promise<void> {
  const [session, texts] = await Promise.all([firstSession, firstTexts]);
  if (session !== null) takeSession(queries, session);
  const loaded = Promise.all([startI18n(preferredLanguage(), texts), router.load()]);
  // A browser's first date takes as long as a hundred rows: meanwhile, and not between the rows.
  showDateTime(new Date().toISOString());
  await loaded;
  createRoot(root).render(<App queries={queries} router={router} />);
}

const root = document.getElementById('root');
if (root) void start(root);
