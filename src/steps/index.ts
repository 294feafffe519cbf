import { ACCEPTANCE_STEPS } from './acceptance/index.js';
import { CONFIG_EXPORT_STEPS } from './config-export/index.js';
import { CONFIG_IMPORT_STEPS } from './config-import/index.js';
import { INTAKE_STEPS } from './intake/index.js';
import { LICENSE_UPGRADE_STEPS } from './license-upgrade/index.js';
import { LINES_STEPS } from './lines/index.js';
import { TARGET_SERVER_STEPS } from './target-server/index.js';
import { TRANSFER_STEPS } from './transfer/index.js';
import { USER_CREATION_STEPS } from './user-creation/index.js';
import { VOICEMAIL_IMPORT_STEPS } from './voicemail-import/index.js';

/** Every step of the documented sequence, in the order of the manual page. */
export const ALL_STEPS = [
  ...INTAKE_STEPS,
  ...TARGET_SERVER_STEPS,
  ...LICENSE_UPGRADE_STEPS,
  ...CONFIG_EXPORT_STEPS,
  ...TRANSFER_STEPS,
  ...CONFIG_IMPORT_STEPS,
  ...USER_CREATION_STEPS,
  ...LINES_STEPS,
  ...VOICEMAIL_IMPORT_STEPS,
  ...ACCEPTANCE_STEPS,
];
