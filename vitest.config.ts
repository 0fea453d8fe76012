import { defineConfig } from 'vitest/config';

/**
 * unit         needs nothing, under 20 s together
 * integration  real Postgres, Redis, S3, ffmpeg (tests/services starts them) and the built CLI
 * web          the built web app in Chromium, over the built program with the samples in it
 * outside      the files in ../shared, which a user's clone does not have; `.ci/run` adds it
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          testTimeout: 10_000,
          // Pure functions: files may share what they import, which halves the time.
          pool: 'threads',
          isolate: false,
          // vitest leaves one core to itself, which on two cores would leave one core idle.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts', 'tests/contract/**/*.test.ts', 'tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/services/setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: true,
          // One more than two cores: files also wait, for a disk, a lease, a process that starts.
          maxWorkers: 3,
          // What the files import is loaded once a worker: a tenth of the time. Each file has services and folders of its own.
          isolate: false,
          // After the unit tests: groups of one order must share their number of workers.
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'web',
          include: ['tests/web/**/*.test.ts'],
          globalSetup: ['tests/web/setup.ts'],
          testTimeout: 120_000,
          // What a page comes to is waited for as long as Playwright waits, also on a busy machine.
          expect: { poll: { timeout: 20_000 } },
          hookTimeout: 120_000,
          // Each has a server of its own (tests/web/setup.ts).
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      { test: { name: 'outside', include: ['tests/outside/**/*.test.ts'], testTimeout: 60_000 } },
    ],
  },
});
