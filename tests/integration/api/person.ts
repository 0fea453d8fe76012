import type { Role } from '../../../models/domain/index.js';
import { hashPassword } from '../../../api/passwords.js';
import { createUser, type NewUser } from '../../../storage/repositories/users.js';
import type { Harness, RequestOptions } from './harness.js';

export const PASSWORD = 'correct horse battery';
let hashed: Promise<string> | undefined;
let nth = 0;

/** Somebody with an account, in a browser of their own: it keeps the cookie and sends the token. */
export interface Person {
  readonly id: string;
  readonly email: string;
  cookie: string;
  csrf: string;
  request(method: string, path: string, options?: RequestOptions): Promise<Response>;
}

export async function makePerson(harness: Harness, role: Role, more: Partial<NewUser> = {}): Promise<Person> {
  nth += 1;
  hashed ??= hashPassword(PASSWORD);
  const user = await createUser(harness.database.db, {
    ...{ email: `${role}${nth}@example.com`, name: `${role} ${nth}`, role, passwordHash: await hashed },
    ...more,
  });
  return signInAs(harness, { id: user.id, email: user.email });
}

export async function signInAs(
  harness: Harness,
  { id, email, password = PASSWORD }: { id: string; email: string; password?: string },
): Promise<Person> {
  const response = await harness.request('POST', '/v1/session', { key: null, json: { email, password } });
  if (response.status !== 200) throw new Error(`signing in answered ${response.status}`);
  const { csrf } = (await response.json()) as { csrf: string };
  const person: Person = {
    ...{ id, email, csrf, cookie: cookieOf(response) },
    request: (method, path, options = {}) =>
      harness.request(method, path, {
        ...options,
        key: null,
        headers: {
          cookie: person.cookie,
          ...(method === 'GET' ? {} : { 'x-csrf-token': person.csrf }),
          ...options.headers,
        },
      }),
  };
  return person;
}

/** `name=value` of the cookie that an answer sets. */
export const cookieOf = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? '';
