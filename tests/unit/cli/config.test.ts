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
    [{ VOUCH_SPEECH_KEY: 'sk-1' }, 'VOUCH_SPEECH_URL'],
    [{ VOUCH_SPEECH_URL: 'file:///etc/passwd' }, 'VOUCH_SPEECH_URL'],
    [{ VOUCH_OFFLINE: '1', VOUCH_SPEECH_URL: 'http://127.0.0.1:9' }, 'VOUCH_SPEECH_URL'],
    [{ VOUCH_OFFLINE: '1', VOUCH_S3_ENDPOINT: 'http://127.0.0.1:9' }, 'VOUCH_S3_ENDPOINT'],
    [{ VOUCH_LLM_URL: 'http://127.0.0.1:11434/v1' }, 'VOUCH_LLM_MODEL'],
    [{ VOUCH_LLM_MODEL: 'qwen3' }, 'VOUCH_LLM_URL'],
    [{ VOUCH_LLM_API_KEY: 'sk-1' }, 'VOUCH_LLM_URL'],
    [{ VOUCH_LLM_TOKENS: '50000' }, 'VOUCH_LLM_URL'],
    [{ VOUCH_LLM_URL: 'ftp://h', VOUCH_LLM_MODEL: 'm' }, 'VOUCH_LLM_URL'],
    [{ VOUCH_LLM_URL: 'http://h', VOUCH_LLM_MODEL: 'm', VOUCH_LLM_TOKENS: '100' }, 'VOUCH_LLM_TOKENS'],
    [{ VOUCH_OFFLINE: '1', VOUCH_LLM_URL: 'http://127.0.0.1:9', VOUCH_LLM_MODEL: 'm' }, 'VOUCH_LLM_URL'],
  ])('refuses half a configuration %#', (environment, name) => {
    expect(problemsOf(environment)).toContain(name);
  });

  it('keeps models in the data folder, unless told otherwise, and connects nowhere for speech', () => {
    expect(readConfig({ VOUCH_DATA_DIR: '/d' })).toMatchObject({
      modelsDir: '/d/models',
      modelHost: null,
      offline: false,
      speech: null,
    });
    expect(
      readConfig({ VOUCH_MODELS_DIR: '/m', VOUCH_MODEL_HOST: 'https://mirror.example', VOUCH_OFFLINE: '1' }),
    ).toMatchObject({ modelsDir: '/m', modelHost: 'https://mirror.example', offline: true });
    expect(readConfig({ VOUCH_SPEECH_URL: 'http://asr.example', VOUCH_SPEECH_MODEL: 'paraformer' }).speech).toEqual({
      url: 'http://asr.example',
      key: null,
      model: 'paraformer',
    });
  });

  it('asks no LLM unless told to', () => {
    expect(readConfig({}).llm).toBeNull();
    expect(readConfig({ VOUCH_LLM_URL: 'http://127.0.0.1:11434/v1', VOUCH_LLM_MODEL: 'qwen3' }).llm).toEqual({
      url: 'http://127.0.0.1:11434/v1',
      model: 'qwen3',
      key: null,
      timeoutMs: 120_000,
      tokens: 60_000,
    });
    expect(problemsOf({ VOUCH_LLM_API_KEY: 'sk-hunter2', VOUCH_LLM_TOKENS: 'hunter3' })).not.toMatch(/hunter/);
  });

  it('takes managers for staff', () => {
    expect(readConfig({ VOUCH_STAFF: 'lintao, ann@example.com', VOUCH_MANAGERS: 'Dana Reyes, lintao' })).toMatchObject({
      staff: ['lintao', 'ann@example.com', 'Dana Reyes'],
      managers: ['Dana Reyes', 'lintao'],
    });
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
