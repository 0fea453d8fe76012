import { conversationEditRoutes } from './conversation-edits.js';
import { conversationRoutes } from './conversations.js';
import { healthRoutes } from './health.js';

/** Every route there is. The test that walks all routes with all roles starts here. */
export const ROUTES = [...healthRoutes, ...conversationRoutes, ...conversationEditRoutes] as const;
