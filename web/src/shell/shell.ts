import { preferredLanguage, textsOf } from './language.js';
import { isIn, may, type Permission, type Session } from './permission.js';

// The first paint: this small script runs while the app's own is still on its way, and shows the page as it
// is drawn at build time (`prerender.tsx`), in this person's language and colours and with what this role
// has. The app then takes its place. Without templates, as in development, only the questions are asked.

/** Milliseconds after which the app begins, painted or not: a tab in the background paints nothing. */
const LATEST_MS = 500;
const language = preferredLanguage();
document.documentElement.lang = language;
document.documentElement.dataset['mantineColorScheme'] = colorScheme();

/** The texts and who sits here: asked for at once, for the app too. Null: no answer, the app asks again and says so. */
export const firstTexts = textsOf(language);
export const firstSession: Promise<Session | null> = fetch('/v1/session')
  .then((response) => (response.ok ? (response.json() as Promise<Session>) : null))
  .catch(() => null);
const shown = Promise.all([firstSession, parsed()]).then(async ([session]) => {
  if (session !== null && isIn(session)) show(session);
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
});

/** The templates are there. */
function parsed(): Promise<unknown> {
  return document.readyState === 'loading'
    ? new Promise((resolve) => document.addEventListener('readystatechange', resolve, { once: true }))
    : Promise.resolve();
}

/** Where Mantine keeps the person's choice. */
function colorScheme(): 'light' | 'dark' {
  const chosen = localStorage.getItem('mantine-color-scheme-value');
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function show({ role, user }: Session): void {
  const root = document.getElementById('root');
  const template = document.querySelector<HTMLTemplateElement>(`template[lang="${language}"]`);
  if (root === null || root.hasChildNodes() || template === null) return;
  const page = template.content.cloneNode(true) as DocumentFragment;
  for (const part of page.querySelectorAll<HTMLElement>('[data-permission]'))
    if (!may(role, part.dataset['permission'] as Permission)) part.remove();
  const name = page.querySelector('[data-user]');
  if (user === null) name?.remove();
  else name?.querySelector('.mantine-Button-label')?.replaceChildren(user.name);

  const { pathname } = location;
  const path = pathname === '/' ? (role === 'delivery' ? '/customers' : '/conversations') : pathname;
  const links = [...page.querySelectorAll<HTMLElement>('nav a')];
  const place = links.find((link) => link.getAttribute('href') === `/${path.split('/')[1]}`);
  // Not one of the pages that the frame stands around.
  if (place === undefined) return;
  for (const link of links) delete link.dataset['active'];
  place.dataset['active'] = 'true';
  if (path !== '/conversations') {
    // Of another page the name is known, and of a single customer or conversation not even that.
    const title = page.querySelector('main h1');
    if (title) title.textContent = place.textContent;
    const known = place.getAttribute('href') === path ? title?.parentElement : null;
    page.querySelector('main')?.replaceChildren(...(known ? [known] : []));
  }
  root.append(page);
}

// The app's script imports this one, and so begins after the paint.
await Promise.race([shown, new Promise((resolve) => setTimeout(resolve, LATEST_MS))]);
