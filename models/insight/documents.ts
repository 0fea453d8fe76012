import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Playbook, Policy, readRuleSource } from '../domain/index.js';
import { modelsFolder } from '../rules/folder.js';

/** @throws AppError invalid_input with line, column and field of what does not fit. */
export function loadPlaybook(yamlText: string): Playbook {
  return readRuleSource('playbook', Playbook, yamlText);
}

/** @throws AppError invalid_input with line, column and field of what does not fit. */
export function loadPolicy(yamlText: string): Policy {
  return readRuleSource('policy', Policy, yamlText);
}

export function defaultPlaybook(): Playbook {
  return loadPlaybook(readFileSync(join(modelsFolder, 'playbooks', 'discovery-v1.yaml'), 'utf8'));
}

export function defaultPolicy(): Policy {
  return loadPolicy(readFileSync(join(modelsFolder, 'policies', 'default.yaml'), 'utf8'));
}
