import { adminRoutes } from './admin.js';
import { auditRoutes } from './audit.js';
import { backTestRoutes } from './back-tests.js';
import { clipRoutes } from './clips.js';
import { complianceRoutes } from './compliance.js';
import { contactRoutes } from './contacts.js';
import { conversationEditRoutes } from './conversation-edits.js';
import { conversationRoutes } from './conversations.js';
import { correctionRoutes } from './corrections.js';
import { customerRecordRoutes } from './customer-record.js';
import { customerRoutes } from './customers.js';
import { dealRoutes } from './deals.js';
import { docsRoutes } from './docs.js';
import { eventRoutes } from './events.js';
import { flagDecisionRoutes } from './flag-decisions.js';
import { flagRoutes } from './flags.js';
import { healthRoutes } from './health.js';
import { keyRoutes } from './keys.js';
import { linkRoutes } from './links.js';
import { oidcRoutes } from './oidc.js';
import { promiseRoutes } from './promises.js';
import { proposalRoutes } from './proposals.js';
import { recordingRoutes } from './recordings.js';
import { retentionRoutes } from './retention.js';
import { reviewAgreementRoutes } from './review-agreement.js';
import { lexiconRoutes, playbookRoutes, policyRoutes } from './rule-documents.js';
import { searchRoutes } from './search.js';
import { sessionRoutes } from './session.js';
import { teamRoutes } from './teams.js';
import { uploadRoutes } from './uploads.js';
import { userRoutes } from './users.js';
import { webhookRoutes } from './webhooks.js';

/** Every route there is. The test that walks all routes with all roles starts here. Fixed paths stand before `{…}` ones. */
export const ROUTES = [
  ...healthRoutes,
  ...docsRoutes,
  ...oidcRoutes,
  ...sessionRoutes,
  ...linkRoutes,
  ...userRoutes,
  ...teamRoutes,
  ...adminRoutes,
  ...auditRoutes,
  ...retentionRoutes,
  ...searchRoutes,
  ...uploadRoutes,
  ...recordingRoutes,
  ...conversationRoutes,
  ...conversationEditRoutes,
  ...correctionRoutes,
  ...clipRoutes,
  ...eventRoutes,
  ...customerRoutes,
  ...contactRoutes,
  ...customerRecordRoutes,
  ...dealRoutes,
  ...proposalRoutes,
  ...promiseRoutes,
  ...flagRoutes,
  ...flagDecisionRoutes,
  ...reviewAgreementRoutes,
  ...webhookRoutes,
  ...complianceRoutes,
  ...playbookRoutes,
  ...policyRoutes,
  ...lexiconRoutes,
  ...backTestRoutes,
  ...keyRoutes,
] as const;
