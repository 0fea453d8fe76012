import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { packageRoot } from '../../../storage/package-root.js';

const { forbidden } = createRequire(import.meta.url)(join(packageRoot, '.dependency-cruiser.cjs')) as NonNullable<
  ICruiseOptions['ruleSet']
>;

/** Who imports what, and the rule that says no; null where it may. */
const IMPORTS = [
  ['models/domain/a.ts', 'models/insight/b.ts', 'domain-imports-nothing'],
  ['models/domain/a.ts', 'storage/b.ts', 'models-imports'],
  ['models/insight/a.ts', 'models/domain/b.ts', null],
  ['models/insight/a.ts', 'models/rules/b.ts', null],
  ['models/insight/a.ts', 'models/transcriber/b.ts', 'models-insight-imports'],
  ['models/insight/a.ts', 'storage/b.ts', 'models-imports'],
  ['models/rules/a.ts', 'models/insight/b.ts', 'models-rules-imports'],
  ['models/attribution/a.ts', 'models/insight/b.ts', 'models-attribution-imports'],
  ['models/transcriber/a.ts', 'models/insight/b.ts', 'models-transcriber-imports'],
  ['models/remote/a.ts', 'models/insight/b.ts', 'models-remote-imports'],
  ['models/insight/a.ts', 'models/insight/training/b.ts', 'program-has-no-tests-in-it'],
  ['storage/a.ts', 'models/domain/b.ts', null],
  ['storage/a.ts', 'models/insight/b.ts', 'storage-imports'],
  ['storage/a.ts', 'ingest/b.ts', 'storage-imports'],
  ['ingest/a.ts', 'storage/b.ts', null],
  ['ingest/a.ts', 'models/transcriber/b.ts', 'ingest-imports'],
  ['ingest/a.ts', 'pipeline/b.ts', 'ingest-imports'],
  ['pipeline/a.ts', 'models/insight/b.ts', null],
  ['pipeline/a.ts', 'api/b.ts', 'pipeline-imports'],
  ['api/a.ts', 'pipeline/queue.ts', null],
  ['api/a.ts', 'pipeline/worker.ts', 'api-imports'],
  ['api/a.ts', 'models/insight/b.ts', 'api-imports'],
  ['api/a.ts', 'cli/b.ts', 'api-imports'],
  ['web/src/a.ts', 'api/b.ts', 'web-takes-types-only'],
  ['web/src/a.ts', 'models/domain/b.ts', 'web-imports'],
  ['fixtures/a.ts', 'ingest/b.ts', 'fixtures-imports'],
  ['cli/a.ts', 'tests/b.ts', 'program-has-no-tests-in-it'],
  ['cli/a.ts', 'models/insight/b.ts', null],
] as const;

let folder: string;
const broken = new Map<string, string[]>();

/** The file of the n-th import; each has a name of its own, so that all are looked at in one run. */
const named = (file: string, n: number): string => file.replace(/([ab])\.ts$/, `$1${n}.ts`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vouch-imports-'));
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  };
  for (const [n, [from, to]] of IMPORTS.entries()) {
    const up = '../'.repeat(from.split('/').length - 1);
    await write(named(to, n), 'export const one = 1;\nexport type One = number;\n');
    await write(
      named(from, n),
      `import { one } from '${up}${named(to, n).replace(/\.ts$/, '.js')}';\nexport { one };\n`,
    );
  }
  await write('api/types.ts', 'export type One = number;\n');
  await write('web/src/types-only.ts', "import type { One } from '../../api/types.js';\nexport const one: One = 1;\n");
  await write('models/round/c.ts', "import { d } from './d.js';\nexport const c = (): unknown => d;\n");
  await write('models/round/d.ts', "import { c } from './c.js';\nexport const d = (): unknown => c;\n");

  const { output } = await cruise(['.'], {
    baseDir: folder,
    ruleSet: { forbidden: forbidden ?? [] },
    validate: true,
    tsPreCompilationDeps: true,
  });
  for (const { from, rule } of (output as ICruiseResult).summary.violations)
    broken.set(from, [...(broken.get(from) ?? []), rule.name]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(IMPORTS.map((one, n) => [...one, n] as const))('%s imports %s: %s', (from, _to, rule, n) => {
  expect(broken.get(named(from, n)) ?? []).toEqual(rule === null ? [] : expect.arrayContaining([rule]));
});

test('the web app may import a type of the API', () => {
  expect(broken.get('web/src/types-only.ts')).toBeUndefined();
});

test('two files that import each other are a cycle', () => {
  expect(broken.get('models/round/c.ts')).toContain('no-cycles');
});
