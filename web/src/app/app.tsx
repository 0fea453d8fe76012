import { MantineProvider } from '@mantine/core';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { RouterProvider, type AnyRouter } from '@tanstack/react-router';
import { lazy, StrictMode, Suspense } from 'react';

import { cssVariables, theme } from './theme.js';

/** Nothing is announced before the first paint. */
const Notices = lazy(() => import('../parts/notices.js').then((m) => ({ default: m.Notices })));

export function App({ queries, router }: { queries: QueryClient; router: AnyRouter }) {
  return (
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <Suspense fallback={null}>
          <Notices />
        </Suspense>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  );
}
