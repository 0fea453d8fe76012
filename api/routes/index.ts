import { complianceRoutes } from './compliance.js';
import { conversationEditRoutes } from './conversation-edits.js';
import { conversationRoutes } from './conversations.js';
import { docsRoutes } from './docs.js';
import { eventRoutes } from './events.js';
import { healthRoutes } from './health.js';
import { keyRoutes } from './keys.js';
import { recordingRoutes } from './recordings.js';
import { playbookRoutes, policyRoutes } from './rule-documents.js';
import { uploadRoutes } from './uploads.js';

/** Every route there is. The test that walks all routes with all roles starts here. Fixed paths stand before `{…}` ones. */
export const ROUTES = [
  ...healthRoutes,
  ...docsRoutes,
  ...uploadRoutes,
  ...recordingRoutes,
  ...conversationRoutes,
  ...conversationEditRoutes,
  ...eventRoutes,
  ...complianceRoutes,
  ...playbookRoutes,
  ...policyRoutes,
  ...keyRoutes,
] as const;
