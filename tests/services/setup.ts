import type { TestProject } from 'vitest/node';

import type { S3Access } from './s3.js';
import { startServices } from './start.js';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
    postgresTemplate: string;
    redisUrl: string;
    s3: S3Access;
  }
}

/** Starts the real services once for the project `integration`; what is returned stops them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const services = await startServices();
  project.provide('postgresUrl', services.postgresUrl);
  project.provide('postgresTemplate', services.postgresTemplate);
  project.provide('redisUrl', services.redisUrl);
  project.provide('s3', services.s3);
  return () => services.stop();
}
