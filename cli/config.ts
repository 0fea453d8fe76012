/**
 * The one file that reads the environment. Nothing set means: embedded, on this machine, in one
 * folder. Every problem is reported at once, by name; values are never repeated.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import type { OidcConfig } from '../api/context.js';
import { AppError, fieldError, RecordField, Role } from '../models/domain/index.js';
import type { LlmSettings } from '../models/insight/index.js';

const MIB = 1024 * 1024;

/** An environment variable set to nothing counts as not set (compose files do that). */
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((v) => (v === '' ? undefined : v), schema.optional());
const flag = optional(z.enum(['0', '1', 'true', 'false'])).transform((v) => v === '1' || v === 'true');
const list = optional(z.string()).transform((v) =>
  (v ?? '')
    .split(/[,\n]/)
    .map((s) => s.trim())
    .filter(Boolean),
);
const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (v) => URL.canParse(v) && protocols.includes(new URL(v).protocol),
      `must be a URL that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`,
    );
const number = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const timeZone = z.string().refine((v) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: v }) !== undefined;
  } catch {
    return false;
  }
}, 'must be an IANA time zone such as Asia/Shanghai');

/** `budget=0.9,competitors=0.8`: fields that are accepted without a person, from that confidence on. */
const autoAccept = list.transform((items, context) => {
  const fields: Partial<Record<RecordField, number>> = {};
  for (const item of items) {
    const [name, confidence] = item.split('=');
    const field = RecordField.safeParse(name);
    const least = Number(confidence);
    if (field.success && least > 0 && least <= 1) fields[field.data] = least;
    else
      context.addIssue({
        code: 'custom',
        message: `must look like budget=0.9,pains=0.8 (fields: ${RecordField.options.join(', ')})`,
      });
  }
  return fields;
});

const Environment = z.object({
  VOUCH_DATA_DIR: optional(z.string()),
  VOUCH_DATABASE_URL: optional(url('postgres:', 'postgresql:')),
  VOUCH_DATABASE_CONNECTIONS: optional(number(2, 200)),
  VOUCH_REDIS_URL: optional(url('redis:', 'rediss:')),
  VOUCH_S3_ENDPOINT: optional(url('http:', 'https:')),
  VOUCH_S3_PUBLIC_ENDPOINT: optional(url('http:', 'https:')),
  VOUCH_S3_ACCESS_KEY: optional(z.string()),
  VOUCH_S3_SECRET_KEY: optional(z.string()),
  VOUCH_S3_BUCKET: optional(z.string().regex(/^[a-z0-9][a-z0-9.-]{2,62}$/, 'must be a bucket name')),
  VOUCH_S3_REGION: optional(z.string()),
  VOUCH_HOST: optional(z.string()),
  VOUCH_PORT: optional(number(0, 65_535)),
  VOUCH_MAX_UPLOAD_MB: optional(number(1, 1_000_000)),
  VOUCH_TIME_ZONE: optional(timeZone),
  VOUCH_PHONE_REGION: optional(z.string().regex(/^[A-Z]{2}$/, 'must be a country code such as CN')),
  VOUCH_STAFF: list,
  VOUCH_MANAGERS: list,
  VOUCH_PLAYBOOK: optional(z.string()),
  VOUCH_POLICY: optional(z.string()),
  VOUCH_AUTO_ACCEPT: autoAccept,
  VOUCH_WEBHOOKS_TO_PRIVATE_ADDRESSES: flag,
  VOUCH_FFMPEG: optional(z.string()),
  VOUCH_FFPROBE: optional(z.string()),
  VOUCH_LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])),
  VOUCH_CONCURRENCY: optional(number(1, 64)),
  VOUCH_MODELS_DIR: optional(z.string()),
  VOUCH_MODEL_HOST: optional(url('http:', 'https:')),
  VOUCH_OFFLINE: flag,
  VOUCH_SPEECH_URL: optional(url('http:', 'https:')),
  VOUCH_SPEECH_KEY: optional(z.string()),
  VOUCH_SPEECH_MODEL: optional(z.string()),
  VOUCH_LLM_URL: optional(url('http:', 'https:')),
  VOUCH_LLM_MODEL: optional(z.string()),
  VOUCH_LLM_API_KEY: optional(z.string()),
  VOUCH_LLM_TIMEOUT_MS: optional(number(1000, 3_600_000)),
  VOUCH_LLM_TOKENS: optional(number(12_000, 10_000_000)),
  VOUCH_PUBLIC_URL: optional(url('http:', 'https:')),
  VOUCH_OIDC_ISSUER: optional(url('http:', 'https:')),
  VOUCH_OIDC_CLIENT_ID: optional(z.string()),
  VOUCH_OIDC_CLIENT_SECRET: optional(z.string()),
  VOUCH_OIDC_NAME: optional(z.string().max(100)),
  VOUCH_OIDC_NEW_ROLE: optional(Role),
});

export interface Config {
  readonly dataDir: string;
  readonly database:
    { readonly kind: 'pglite' } | { readonly kind: 'postgres'; readonly url: string; readonly maxConnections: number };
  readonly redisUrl: string | null;
  readonly s3: {
    readonly endpoint: string;
    readonly accessKey: string;
    readonly secretKey: string;
    readonly bucket: string;
    readonly region: string;
    /** Where callers reach the store for presigned uploads, if not at `endpoint`. */
    readonly publicEndpoint?: string;
  } | null;
  readonly host: string | null;
  readonly port: number;
  readonly maxUploadBytes: number;
  readonly timeZone: string;
  readonly phoneRegion: string;
  readonly staff: readonly string[];
  /** Those of the staff who may promise what the policy allows a manager. */
  readonly managers: readonly string[];
  readonly playbookFile: string | null;
  readonly policyFile: string | null;
  readonly autoAccept: Readonly<Partial<Record<RecordField, number>>>;
  readonly webhooksToPrivateAddresses: boolean;
  readonly ffmpegPath: string | null;
  readonly ffprobePath: string | null;
  /** null: `info` for what keeps running, silent for commands that tell a person themselves. */
  readonly logLevel: string | null;
  /** Conversations analysed at the same time by one process. */
  readonly concurrency: number;
  /** The store of speech models. */
  readonly modelsDir: string;
  /** Where models are downloaded from when somebody asks for it; null: the default hub. */
  readonly modelHost: string | null;
  /** No connection to anywhere, whatever asks for it. */
  readonly offline: boolean;
  /** A server that speaks OpenAI's /v1/audio/transcriptions, and gets what people said. */
  readonly speech: { readonly url: string; readonly key: string | null; readonly model: string } | null;
  /** A server that speaks OpenAI's chat completions, and gets what people said, without numbers that name a person. */
  readonly llm: LlmSettings | null;
  /** The server's address as browsers reach it, where a proxy stands before it. */
  readonly publicUrl: string | null;
  /** People sign in there. */
  readonly oidc: OidcConfig | null;
}

/**
 * Reads the configuration.
 * @throws AppError `invalid_input` with every problem, one a line, naming variables and never their values
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const parsed = Environment.safeParse(environment, { error: fieldError });
  const problems = parsed.success ? [] : parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`);
  problems.push(...halves(environment));
  const e = parsed.data;
  if (problems.length > 0 || !e)
    throw new AppError(
      'invalid_input',
      `The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map((p) => `  ${p}`).join('\n')}`,
    );
  return {
    dataDir: e.VOUCH_DATA_DIR ?? join(homedir(), '.vouch'),
    database: e.VOUCH_DATABASE_URL
      ? { kind: 'postgres', url: e.VOUCH_DATABASE_URL, maxConnections: e.VOUCH_DATABASE_CONNECTIONS ?? 10 }
      : { kind: 'pglite' },
    redisUrl: e.VOUCH_REDIS_URL ?? null,
    s3:
      e.VOUCH_S3_ENDPOINT && e.VOUCH_S3_ACCESS_KEY && e.VOUCH_S3_SECRET_KEY
        ? {
            endpoint: e.VOUCH_S3_ENDPOINT,
            accessKey: e.VOUCH_S3_ACCESS_KEY,
            secretKey: e.VOUCH_S3_SECRET_KEY,
            bucket: e.VOUCH_S3_BUCKET ?? 'vouch',
            region: e.VOUCH_S3_REGION ?? 'us-east-1',
            ...(e.VOUCH_S3_PUBLIC_ENDPOINT ? { publicEndpoint: e.VOUCH_S3_PUBLIC_ENDPOINT } : {}),
          }
        : null,
    host: e.VOUCH_HOST ?? null,
    port: e.VOUCH_PORT ?? 8080,
    maxUploadBytes: (e.VOUCH_MAX_UPLOAD_MB ?? 4096) * MIB,
    timeZone: e.VOUCH_TIME_ZONE ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    phoneRegion: e.VOUCH_PHONE_REGION ?? 'CN',
    staff: [...new Set([...e.VOUCH_STAFF, ...e.VOUCH_MANAGERS])],
    managers: e.VOUCH_MANAGERS,
    playbookFile: e.VOUCH_PLAYBOOK ?? null,
    policyFile: e.VOUCH_POLICY ?? null,
    autoAccept: e.VOUCH_AUTO_ACCEPT,
    webhooksToPrivateAddresses: e.VOUCH_WEBHOOKS_TO_PRIVATE_ADDRESSES,
    ffmpegPath: e.VOUCH_FFMPEG ?? null,
    ffprobePath: e.VOUCH_FFPROBE ?? null,
    logLevel: e.VOUCH_LOG_LEVEL ?? null,
    concurrency: e.VOUCH_CONCURRENCY ?? 4,
    modelsDir: e.VOUCH_MODELS_DIR ?? join(e.VOUCH_DATA_DIR ?? join(homedir(), '.vouch'), 'models'),
    modelHost: e.VOUCH_MODEL_HOST ?? null,
    offline: e.VOUCH_OFFLINE,
    speech: e.VOUCH_SPEECH_URL
      ? { url: e.VOUCH_SPEECH_URL, key: e.VOUCH_SPEECH_KEY ?? null, model: e.VOUCH_SPEECH_MODEL ?? 'whisper-1' }
      : null,
    llm:
      e.VOUCH_LLM_URL && e.VOUCH_LLM_MODEL
        ? {
            url: e.VOUCH_LLM_URL,
            model: e.VOUCH_LLM_MODEL,
            key: e.VOUCH_LLM_API_KEY ?? null,
            timeoutMs: e.VOUCH_LLM_TIMEOUT_MS ?? 120_000,
            tokens: e.VOUCH_LLM_TOKENS ?? 60_000,
          }
        : null,
    publicUrl: e.VOUCH_PUBLIC_URL ?? null,
    oidc:
      e.VOUCH_OIDC_ISSUER && e.VOUCH_OIDC_CLIENT_ID && e.VOUCH_OIDC_CLIENT_SECRET
        ? {
            issuer: e.VOUCH_OIDC_ISSUER,
            clientId: e.VOUCH_OIDC_CLIENT_ID,
            clientSecret: e.VOUCH_OIDC_CLIENT_SECRET,
            name: e.VOUCH_OIDC_NAME ?? new URL(e.VOUCH_OIDC_ISSUER).host,
            newRole: e.VOUCH_OIDC_NEW_ROLE ?? null,
          }
        : null,
  };
}

/** What is set, but not without something that is not. */
function halves(environment: NodeJS.ProcessEnv): string[] {
  const isSet = (name: string): boolean => (environment[name] ?? '') !== '';
  const s3 = ['VOUCH_S3_ENDPOINT', 'VOUCH_S3_ACCESS_KEY', 'VOUCH_S3_SECRET_KEY'];
  const given = s3.find(isSet);
  const problems = given
    ? s3.filter((name) => !isSet(name)).map((name) => `${name}: needed, since ${given} is set`)
    : [];
  if (isSet('VOUCH_REDIS_URL') && !isSet('VOUCH_DATABASE_URL'))
    problems.push(
      'VOUCH_DATABASE_URL: needed, since VOUCH_REDIS_URL is set (workers on a queue cannot share an embedded database)',
    );
  for (const name of ['VOUCH_SPEECH_KEY', 'VOUCH_SPEECH_MODEL'])
    if (isSet(name) && !isSet('VOUCH_SPEECH_URL')) problems.push(`VOUCH_SPEECH_URL: needed, since ${name} is set`);
  const llm = ['VOUCH_LLM_MODEL', 'VOUCH_LLM_API_KEY', 'VOUCH_LLM_TIMEOUT_MS', 'VOUCH_LLM_TOKENS'];
  for (const name of llm)
    if (isSet(name) && !isSet('VOUCH_LLM_URL')) problems.push(`VOUCH_LLM_URL: needed, since ${name} is set`);
  if (isSet('VOUCH_LLM_URL') && !isSet('VOUCH_LLM_MODEL'))
    problems.push('VOUCH_LLM_MODEL: needed, since VOUCH_LLM_URL is set');
  const oidc = ['VOUCH_OIDC_ISSUER', 'VOUCH_OIDC_CLIENT_ID', 'VOUCH_OIDC_CLIENT_SECRET'];
  const asked = [...oidc, 'VOUCH_OIDC_NAME', 'VOUCH_OIDC_NEW_ROLE'].find(isSet);
  if (asked !== undefined)
    for (const name of oidc) if (!isSet(name)) problems.push(`${name}: needed, since ${asked} is set`);
  if (['1', 'true'].includes(environment['VOUCH_OFFLINE'] ?? ''))
    for (const name of [
      'VOUCH_DATABASE_URL',
      'VOUCH_REDIS_URL',
      'VOUCH_S3_ENDPOINT',
      'VOUCH_SPEECH_URL',
      'VOUCH_LLM_URL',
      'VOUCH_OIDC_ISSUER',
    ])
      if (isSet(name)) problems.push(`${name}: must not be set, since VOUCH_OFFLINE allows no connection`);
  return problems;
}

/** The same with the cluster left out: everything in one folder. */
export const embeddedConfig = (environment: NodeJS.ProcessEnv = process.env): Config => ({
  ...readConfig(environment),
  database: { kind: 'pglite' },
  redisUrl: null,
  s3: null,
});
