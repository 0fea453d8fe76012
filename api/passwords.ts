import { hash, verify } from '@node-rs/argon2';

/** argon2id, 19 MiB, two passes: OWASP's recommendation, and the library's default. About 60 ms. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'));

let nobodys: Promise<string> | undefined;

/** Takes as long for somebody who does not exist, or has no password, as for somebody who does. */
export async function checkPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  nobodys ??= hashPassword('nobody has this password');
  const right = await verify(passwordHash ?? (await nobodys), password.normalize('NFKC'));
  return right && passwordHash != null;
}
