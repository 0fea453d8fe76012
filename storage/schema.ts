/**
 * One schema for PGlite and PostgreSQL, by area. The database is the truth: what a step made, how far a run
 * got, what a person decided. After a change here: `npx drizzle-kit generate` (CI checks that it was done).
 */
export * from './schema-api.js';
export * from './schema-back-tests.js';
export * from './schema-conversations.js';
export * from './schema-customers.js';
export * from './schema-insights.js';
export * from './schema-people.js';
export * from './schema-promises.js';
export * from './schema-record.js';
export * from './schema-runs.js';
