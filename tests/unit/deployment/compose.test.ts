import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { queuesOf } from '../../../cli/commands/worker.js';
import { readConfig } from '../../../cli/config.js';
import { QUEUE_NAMES } from '../../../models/domain/index.js';
import { packageRoot } from '../../../storage/package-root.js';

const read = (name: string): string => readFileSync(join(packageRoot, name), 'utf8');
interface Service {
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
}
const source = read('docker-compose.yml');
const { services } = parse(source, { merge: true }) as { services: Record<string, Service> };
const secrets = ['VOUCH_POSTGRES_PASSWORD', 'VOUCH_REDIS_PASSWORD', 'VOUCH_S3_ACCESS_KEY', 'VOUCH_S3_SECRET_KEY'];

/** Compose's `${NAME:-default}` and `${NAME:?message}`, as far as the file uses them. */
function interpolate(text: string, values: Record<string, string>): string {
  return text.replaceAll(/\$\{(\w+):([-?])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    const value = values[name] ?? '';
    if (value !== '') return value;
    if (kind === '?') throw new Error(`${name} ${rest}`);
    return rest;
  });
}

describe('docker-compose.yml', () => {
  test('gives every part of Vouch a configuration that it accepts', () => {
    const values = Object.fromEntries(secrets.map((name) => [name, `s3cr3t${name.length}`]));
    for (const name of ['migrate', 'api', 'worker-analysis', 'worker-transcription', 'worker-publishing']) {
      const environment = Object.entries(services[name]?.environment ?? {});
      const config = readConfig(
        Object.fromEntries(environment.map(([key, value]) => [key, interpolate(value, values)])),
      );
      expect(config, name).toMatchObject({
        database: { kind: 'postgres', url: 'postgres://vouch:s3cr3t23@postgres:5432/vouch' },
        redisUrl: 'redis://:s3cr3t20@redis:6379/0',
        s3: { endpoint: 'http://minio:9000', publicEndpoint: 'http://127.0.0.1:9000', bucket: 'vouch' },
      });
    }
    expect(services.api?.environment?.VOUCH_HOST).toBe('0.0.0.0');
  });

  test.each(secrets)('does not start without %s', (missing) => {
    const values = Object.fromEntries(secrets.filter((name) => name !== missing).map((name) => [name, 'secret']));
    expect(() => interpolate(source, values)).toThrow(`${missing} is empty in .env`);
  });

  test('has a worker for every queue', () => {
    const lists = Object.values(services)
      .map(({ command }) => command ?? [])
      .filter(([command]) => command === 'worker')
      .map(([, option, list]) => (option === '--steps' ? queuesOf(list ?? '') : []));
    expect(lists.flat().sort()).toEqual([...QUEUE_NAMES].sort());
  });

  test('hands on every setting of the README, but for those about files and folders of one machine', () => {
    // OFFLINE allows no cluster.
    const ofOneMachine = /^VOUCH_(DATA_DIR|MODELS_DIR|MODEL_HOST|FFMPEG|FFPROBE|PLAYBOOK|POLICY|OFFLINE)$/;
    const rows = read('README.md')
      .split('\n')
      .filter((line) => line.startsWith('| `VOUCH_'));
    const settings = rows.flatMap((row) => row.split('|')[1]?.match(/VOUCH_\w+/g) ?? []);
    expect(settings.length).toBeGreaterThan(25);
    const given = Object.keys(services.api?.environment ?? {});
    expect(settings.filter((name) => !given.includes(name) && !ofOneMachine.test(name))).toEqual([]);
  });

  test('publishes ports on this machine only, unless told otherwise', () => {
    const ports = Object.values(services).flatMap((service) => service.ports ?? []);
    expect(ports.map((port) => interpolate(port, {}))).toEqual(['127.0.0.1:8080:8080', '127.0.0.1:9000:9000']);
  });

  test('.env.example names every variable, and gives no secret a value', () => {
    const example = read('.env.example');
    const used = new Set([...source.matchAll(/\$\{(\w+):/g)].map(([, name]) => name ?? ''));
    for (const name of used) expect(example).toMatch(new RegExp(`^#?${name}=`, 'm'));
    for (const name of secrets) expect(example).toMatch(new RegExp(`^${name}=$`, 'm'));
  });
});
