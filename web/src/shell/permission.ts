import type { components } from '../api/schema.js';

export type Session = components['schemas']['Session'];
export type Role = NonNullable<Session['role']>;

/** What a page offers to whom; the server decides, this only leaves out what it would refuse. */
const ALLOWED = {
  read: ['rep', 'qa', 'trainer', 'manager', 'admin'],
  edit: ['rep', 'qa', 'manager', 'admin'],
  /** Judge flags or look at them, or answer for one's own. */
  review: ['rep', 'qa', 'trainer', 'manager', 'admin'],
  seeFlags: ['qa', 'trainer', 'manager', 'admin'],
  judge: ['qa', 'manager', 'admin'],
  writeRules: ['qa', 'admin'],
  administer: ['admin'],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof ALLOWED;

export const may = (role: Role | null, permission: Permission): boolean =>
  role !== null && (ALLOWED[permission] as readonly Role[]).includes(role);

export const isIn = ({ state }: Session): boolean => state === 'open' || state === 'signed-in';
