import { type Rules, withCompany } from '../models/insight/index.js';
import type { StepDeps } from './step.js';

/** The rules with the company's own lexicon as it is now: what conversations are read with. */
export const rulesInForce = async ({ rules, lexicon }: Pick<StepDeps, 'rules' | 'lexicon'>): Promise<Rules> =>
  withCompany(rules, (await lexicon?.()) ?? null);
