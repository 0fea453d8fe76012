/** Rules that are not in force yet, held against past conversations. */
export { compare, type PastConversation, type Reviewed, type RuleSet } from './compare.js';
export { BackTest } from './tally.js';
