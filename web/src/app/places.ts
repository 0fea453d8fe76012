import {
  CalendarIcon,
  ChatBubbleIcon,
  CheckCircledIcon,
  EyeOpenIcon,
  GearIcon,
  IdCardIcon,
  MagnifyingGlassIcon,
} from '@radix-ui/react-icons';

import type { Permission } from '../shell/permission.js';

/** The pages of the navigation; `permission` null: for everybody. */
export const PLACES = [
  { to: '/conversations', name: 'conversations', Icon: ChatBubbleIcon, permission: 'read' },
  { to: '/customers', name: 'customers', Icon: IdCardIcon, permission: null },
  { to: '/review', name: 'review', Icon: EyeOpenIcon, permission: 'review' },
  { to: '/promises', name: 'promises', Icon: CalendarIcon, permission: null },
  { to: '/check', name: 'check', Icon: CheckCircledIcon, permission: 'edit' },
  { to: '/search', name: 'search', Icon: MagnifyingGlassIcon, permission: 'read' },
  { to: '/administration', name: 'administration', Icon: GearIcon, permission: 'administer' },
] as const satisfies readonly { to: string; name: string; Icon: unknown; permission: Permission | null }[];
