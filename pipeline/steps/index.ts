import type { StepName } from '../../models/domain/index.js';
import type { Step } from '../step.js';
import { attribute } from './attribute.js';
import { extract } from './extract.js';
import { flag } from './flag.js';
import { normalize } from './normalize.js';
import { publish } from './publish.js';
import { score } from './score.js';
import { summarize } from './summarize.js';
import { transcribe } from './transcribe.js';

/** Every step has its entry: a forgotten one does not compile. */
export type Steps = { readonly [Name in StepName]: Step<Name> };

export const STEPS: Steps = { normalize, transcribe, attribute, extract, flag, score, summarize, publish };
