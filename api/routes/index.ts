import { healthRoutes } from './health.js';

/** Every route there is. The test that walks all routes with all roles starts here. */
export const ROUTES = [...healthRoutes] as const;
