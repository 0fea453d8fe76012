/** Promises after they were made: what conversations say of them, and the ledger that is made of it. */
export { foldLedger } from './fold.js';
export { mentionsIn, type KnownCommitment } from './mentions.js';
