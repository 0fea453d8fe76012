/** Puts the rules, parsed, into dist/. */
import { writeFileSync } from 'node:fs';

import { parsedRules, parsedRulesFile } from '../models/rules/load.js';

writeFileSync(parsedRulesFile, parsedRules());
