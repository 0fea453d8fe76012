/** The vocabulary, once: zod schemas with their types, Evidence, and the one error class. Everything else imports it from here. */
export * from './back-test.js';
export * from './conversation.js';
export * from './correction.js';
export * from './errors.js';
export * from './evidence.js';
export * from './field-errors.js';
export * from './insight.js';
export * from './playbook-choice.js';
export * from './promise.js';
export * from './record.js';
export * from './retention.js';
export * from './rule-source.js';
export * from './rules.js';
export * from './run.js';
export * from './search.js';
export * from './sentences.js';
