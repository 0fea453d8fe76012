import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { packageRoot } from '../../storage/package-root.js';

/** What a container of Vouch's image runs: the arguments of `vouch`, and its environment. */
export interface Container {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

interface Service {
  image: string;
  command: string[];
  environment?: Record<string, string>;
}

/**
 * The containers of docker-compose.yml that run Vouch, as Compose would start them with `values` in .env.
 * @throws Error for a variable that the file demands and `values` lacks
 */
export function vouchContainers(values: Readonly<Record<string, string>>): Container[] {
  const { services } = parse(readFileSync(join(packageRoot, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
    services: Record<string, Service>;
  };
  return Object.entries(services)
    .filter(([, { image }]) => image.startsWith('vouch:'))
    .map(([name, { command, environment = {} }]) => ({
      name,
      args: command,
      env: Object.fromEntries(Object.entries(environment).map(([key, text]) => [key, filledIn(text, values)])),
    }));
}

/** `${NAME:-default}` and `${NAME:?message}`. */
const filledIn = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\$\{(\w+):([-?])([^}]*)\}/g, (_all, name: string, kind: string, rest: string) => {
    const value = values[name] ?? '';
    if (value === '' && kind === '?') throw new Error(`${name} ${rest}`);
    return value === '' ? rest : value;
  });
