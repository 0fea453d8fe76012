import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CompanyLexicon, Playbook, Policy, readRuleSource } from '../domain/index.js';
import { modelsFolder } from '../rules/folder.js';

/** @throws AppError invalid_input with line, column and field of what does not fit. */
export function loadPlaybook(yamlText: string): Playbook {
  return readRuleSource('playbook', Playbook, yamlText);
}

/** @throws AppError invalid_input with line, column and field of what does not fit. */
export function loadPolicy(yamlText: string): Policy {
  return readRuleSource('policy', Policy, yamlText);
}

/** @throws AppError invalid_input with line, column and field of what does not fit. */
export function loadCompanyLexicon(yamlText: string): CompanyLexicon {
  return readRuleSource('lexicon', CompanyLexicon, yamlText);
}

/** A document and the YAML it was read from. */
export interface Sourced<T> {
  readonly source: string;
  readonly value: T;
}

const GENERAL = 'discovery-v1.yaml';

/** The playbooks that Vouch comes with: the one for every conversation first, then those for stages of a deal. */
export function shippedPlaybooks(): [Sourced<Playbook>, ...Sourced<Playbook>[]] {
  const others = readdirSync(playbooksFolder()).filter((name) => name.endsWith('.yaml') && name !== GENERAL);
  return [readPlaybook(GENERAL), ...others.sort().map(readPlaybook)];
}

export function defaultPlaybook(): Playbook {
  return readPlaybook(GENERAL).value;
}

const playbooksFolder = (): string => join(modelsFolder, 'playbooks');

function readPlaybook(name: string): Sourced<Playbook> {
  const source = readFileSync(join(playbooksFolder(), name), 'utf8');
  return { source, value: loadPlaybook(source) };
}

export function defaultPolicy(): Policy {
  return loadPolicy(readFileSync(join(modelsFolder, 'policies', 'default.yaml'), 'utf8'));
}

/** The company's lexicon that Vouch comes with: an empty one. */
export function shippedCompanyLexicon(): Sourced<CompanyLexicon> {
  const source = readFileSync(join(modelsFolder, 'lexicons', 'company.yaml'), 'utf8');
  return { source, value: loadCompanyLexicon(source) };
}
