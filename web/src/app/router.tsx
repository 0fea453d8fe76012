import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';

import { CONVERSATION_FILTERS } from '../pages/conversations/filters.js';
import { ConversationsPage } from '../pages/conversations/page.js';
import { conversationList } from '../pages/conversations/queries.js';
import { PROMISE_FILTERS } from '../pages/promises/filters.js';
import { REVIEW_FILTERS } from '../pages/review/filters.js';
import { SEARCH_FILTERS } from '../pages/search/filters.js';
import { PageFailed } from '../parts/page-failed.js';
import { PageLoading } from '../parts/page-loading.js';
import { isIn, may } from '../shell/permission.js';
import { parseSearch, pick, stringifySearch } from './address.js';
import { Frame } from './frame.js';
import { NotFound } from './not-found.js';
import { PLACES } from './places.js';
import { queries } from './queries.js';
import { sessionQuery } from './session.js';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });
/** Pages for people who are in; the others get the sign-in page under the address they asked for. */
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  // Whose role has no such page is led to where they begin.
  beforeLoad: async ({ location: { pathname } }) => {
    const session = await queries.ensureQueryData(sessionQuery);
    const needed = PLACES.find(({ to }) => pathname.startsWith(to))?.permission ?? null;
    if (isIn(session) && needed !== null && !may(session.role, needed)) redirect({ to: '/', throw: true });
  },
  component: Frame,
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async () => {
    const { role } = await queries.ensureQueryData(sessionQuery);
    redirect({ to: role === 'delivery' ? '/customers' : '/conversations', search: {}, throw: true });
  },
});

const conversations = createRoute({
  getParentRoute: () => frame,
  path: '/conversations',
  validateSearch: (search: Record<string, unknown>) => pick(search, CONVERSATION_FILTERS),
  // Where most people begin: its script comes with the base, and its rows are asked for before anything is drawn.
  loaderDeps: ({ search }) => search,
  loader: async ({ deps }) => {
    const { role } = await queries.ensureQueryData(sessionQuery);
    if (may(role, 'read')) await queries.prefetchInfiniteQuery(conversationList(deps));
  },
  component: ConversationsPage,
});
const conversation = createRoute({
  getParentRoute: () => frame,
  path: '/conversations/$id',
  // Which turn to show and play from, where to stop, and what stands beside the transcript.
  validateSearch: (search: Record<string, unknown>) => pick(search, ['turn', 'start', 'end', 'from', 'to', 'tab']),
  component: lazyRouteComponent(() => import('../pages/conversation/page.js'), 'ConversationPage'),
});
const customers = createRoute({
  getParentRoute: () => frame,
  path: '/customers',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['name']),
  component: lazyRouteComponent(() => import('../pages/customers/page.js'), 'CustomersPage'),
});
const customer = createRoute({
  getParentRoute: () => frame,
  path: '/customers/$id',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['tab']),
  component: lazyRouteComponent(() => import('../pages/customer/page.js'), 'CustomerPage'),
});
const review = createRoute({
  getParentRoute: () => frame,
  path: '/review',
  validateSearch: (search: Record<string, unknown>) => pick(search, REVIEW_FILTERS),
  component: lazyRouteComponent(() => import('../pages/review/page.js'), 'ReviewPage'),
});
const promises = createRoute({
  getParentRoute: () => frame,
  path: '/promises',
  validateSearch: (search: Record<string, unknown>) => pick(search, PROMISE_FILTERS),
  component: lazyRouteComponent(() => import('../pages/promises/page.js'), 'PromisesPage'),
});
const check = createRoute({
  getParentRoute: () => frame,
  path: '/check',
  component: lazyRouteComponent(() => import('../pages/check/page.js'), 'CheckPage'),
});
const search = createRoute({
  getParentRoute: () => frame,
  path: '/search',
  validateSearch: (given: Record<string, unknown>) => pick(given, SEARCH_FILTERS),
  component: lazyRouteComponent(() => import('../pages/search/page.js'), 'SearchPage'),
});
const administration = createRoute({
  getParentRoute: () => frame,
  path: '/administration',
  validateSearch: (given: Record<string, unknown>) => pick(given, ['tab']),
  component: lazyRouteComponent(() => import('../pages/administration/page.js'), 'AdministrationPage'),
});
const account = createRoute({
  getParentRoute: () => frame,
  path: '/account',
  component: lazyRouteComponent(() => import('../pages/account/page.js'), 'AccountPage'),
});
/** A page of its own beside the chat: nothing around it. */
const checkWindow = createRoute({
  getParentRoute: () => root,
  path: '/check-window',
  component: lazyRouteComponent(() => import('../pages/check/window.js'), 'CheckWindow'),
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (given: Record<string, unknown>) => pick(given, ['problem']),
  component: lazyRouteComponent(() => import('../pages/sign-in/page.js'), 'SignInPage'),
});
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: (given: Record<string, unknown>) => pick(given, ['token']),
  component: lazyRouteComponent(() => import('../pages/sign-in/link-page.js'), 'LinkPage'),
});
const invite = createRoute({
  getParentRoute: () => root,
  path: '/invite',
  validateSearch: (given: Record<string, unknown>) => pick(given, ['token']),
  component: lazyRouteComponent(() => import('../pages/sign-in/link-page.js'), 'LinkPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    frame.addChildren([
      conversations,
      conversation,
      customers,
      customer,
      review,
      promises,
      check,
      search,
      administration,
      account,
    ]),
    checkWindow,
    signIn,
    setup,
    invite,
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingComponent: PageLoading,
  defaultErrorComponent: PageFailed,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
