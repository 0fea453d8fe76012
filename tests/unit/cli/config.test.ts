import { describe, expect, it } from 'vitest';

import { readConfig } from '../../../cli/config.js';

const problemsOf = (environment: Record<string, string>): string => {
  try {
    readConfig(environment);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the configuration', () => {
  it('is embedded and local when nothing is set', () => {
    expect(readConfig({})).toMatchObject({
      database: { kind: 'pglite' },
      redisUrl: null,
      s3: null,
      host: null,
      port: 8080,
      autoAccept: {},
    });
  });

  it('takes a variable set to nothing as not set', () => {
    expect(readConfig({ VOUCH_DATABASE_URL: '', VOUCH_PORT: '', VOUCH_STAFF: '' })).toMatchObject({
      database: { kind: 'pglite' },
      port: 8080,
      staff: [],
    });
  });

  it('reports every problem at once and repeats no value', () => {
    const message = problemsOf({
      VOUCH_PORT: '99999999',
      VOUCH_DATABASE_URL: 'mysql://root:hunter2@db',
      VOUCH_S3_SECRET_KEY: 'hunter3',
      VOUCH_TIME_ZONE: 'Mars/Olympus',
      VOUCH_LOG_LEVEL: 'hunter4',
      VOUCH_AUTO_ACCEPT: 'hunter5=1',
    });
    for (const name of ['VOUCH_PORT', 'VOUCH_DATABASE_URL', 'VOUCH_TIME_ZONE', 'VOUCH_LOG_LEVEL', 'VOUCH_AUTO_ACCEPT'])
      expect(message).toContain(name);
    expect(message).not.toMatch(/hunter|99999999|Olympus/);
  });

  it.each([
    [{ VOUCH_S3_ENDPOINT: 'http://127.0.0.1:9000' }, 'VOUCH_S3_ACCESS_KEY'],
    [{ VOUCH_REDIS_URL: 'redis://127.0.0.1' }, 'VOUCH_DATABASE_URL'],
    [{ VOUCH_AUTO_ACCEPT: 'budget=2' }, 'VOUCH_AUTO_ACCEPT'],
  ])('refuses half a configuration %#', (environment, name) => {
    expect(problemsOf(environment)).toContain(name);
  });

  it('reads lists and fields to accept', () => {
    expect(
      readConfig({ VOUCH_STAFF: 'lintao, 138 0013 8000,\nann@example.com', VOUCH_AUTO_ACCEPT: 'budget=0.9,pains=0.8' }),
    ).toMatchObject({
      staff: ['lintao', '138 0013 8000', 'ann@example.com'],
      autoAccept: { budget: 0.9, pains: 0.8 },
    });
  });
});
