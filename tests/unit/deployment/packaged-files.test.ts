import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { packageRoot } from '../../../storage/package-root.js';

const { files } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { files: string[] };
const copied = [...readFileSync(join(packageRoot, 'Dockerfile'), 'utf8').matchAll(/^COPY (?:--from=\S+ )?(.+) \S+$/gm)]
  .flatMap(([, sources = '']) => sources.split(' '))
  .map((source) => source.replace(/^\/app\//, ''));

test.each(files.filter((file) => file !== 'docs'))(
  '%s, which the program is published with, is in the image too',
  (file) => {
    expect(copied.some((source) => file === source || file.startsWith(`${source}/`))).toBe(true);
  },
);

test.each(files.filter((file) => file !== 'dist'))('%s, which the program is published with, is there', (file) => {
  expect(existsSync(join(packageRoot, file))).toBe(true);
});
