import type { Role } from '../../models/domain/index.js';
import { AppError } from '../../models/domain/index.js';
import { createKey as create, listKeys as list, revokeKey as revoke } from '../../storage/repositories/keys.js';
import { readConfig } from '../config.js';
import { withRuntime } from '../runtime.js';
import { print, say } from '../terminal.js';

/** `vouch keys create`: the key goes to standard output, once; what it is to standard error. */
export async function createKey(options: { role: Role; name?: string }): Promise<void> {
  await withRuntime(readConfig(), async ({ database }) => {
    const { apiKey, key } = await create(database.db, { name: options.name ?? options.role, role: options.role });
    say(
      `Key ${apiKey.id} (${apiKey.role}, ${apiKey.name}). It is shown this once; send it as "Authorization: Bearer …":`,
    );
    print(key);
  });
}

export async function listKeys(): Promise<void> {
  await withRuntime(readConfig(), async ({ database }) => {
    const keys = await list(database.db, 10_000);
    if (keys.length === 0) say('No keys. Until there is one, the API answers this machine only.');
    for (const key of keys)
      print(
        [key.id, key.role.padEnd(8), key.name, key.revokedAt ? `revoked ${key.revokedAt.toISOString()}` : 'valid'].join(
          '  ',
        ),
      );
  });
}

export async function revokeKey(id: string): Promise<void> {
  await withRuntime(readConfig(), async ({ database }) => {
    if (!(await revoke(database.db, id, new Date())))
      throw new AppError('not_found', `There is no key ${id}; "vouch keys list" shows them.`);
    say(`Key ${id} is revoked.`);
  });
}
