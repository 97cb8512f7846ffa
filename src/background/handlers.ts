import type { Handlers } from '../messaging/server.ts';
import type { AppContext } from './context.ts';
import { activityHandlers } from './handlers/activity-handlers.ts';
import { accountHandlers } from './handlers/account-handlers.ts';
import { draftsHandlers } from './handlers/drafts-handlers.ts';
import { healthHandlers } from './handlers/health-handlers.ts';
import { jobHandlers } from './handlers/job-handlers.ts';
import { listingsHandlers } from './handlers/listings-handlers.ts';
import { overviewHandlers } from './handlers/overview-handlers.ts';
import { panelHandlers } from './handlers/panel-handlers.ts';
import { photoHandlers } from './handlers/photo-handlers.ts';
import { publishHandlers } from './handlers/publish-handlers.ts';
import { referenceHandlers } from './handlers/reference-handlers.ts';
import { settingsHandlers } from './handlers/settings-handlers.ts';
import { transferHandlers } from './handlers/transfer-handlers.ts';

/** Every route has its handler: one left out does not compile. */
export const handlers: Handlers<AppContext> = {
  ...healthHandlers,
  ...draftsHandlers,
  ...overviewHandlers,
  ...photoHandlers,
  ...referenceHandlers,
  ...publishHandlers,
  ...jobHandlers,
  ...listingsHandlers,
  ...accountHandlers,
  ...settingsHandlers,
  ...transferHandlers,
  ...activityHandlers,
  ...panelHandlers,
};
