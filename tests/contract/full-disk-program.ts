/** Run by object-store.test.ts where the folder given is a file system of 2 MiB; prints what happened as JSON. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { AppError } from '../../models/domain/index.js';
import { filesystemObjectStore } from '../../storage/object-store-filesystem.js';

const folder = process.argv[2] ?? '';
const store = filesystemObjectStore(folder);
const body = (bytes: number): Readable => Readable.from([Buffer.alloc(bytes / 2), Buffer.alloc(bytes / 2)]);

const { bytes: fits } = await store.put('fits', body(1_000_000));
const error: unknown = await store.put('refused', body(3_000_000)).catch((thrown: unknown) => thrown);
const refused = error instanceof AppError ? { name: error.name, code: error.code } : String(error);
const keys: string[] = [];
for await (const { key } of store.list('')) keys.push(key);
const unfinished = await readdir(join(folder, '.unfinished'));
await store.remove('fits');
const { bytes: afterwards } = await store.put('afterwards', body(1_000_000));
console.log(JSON.stringify({ fits, refused, keys, unfinished, afterwards }));
