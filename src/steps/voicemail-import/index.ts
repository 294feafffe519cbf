import { DecideYellow } from './decide-yellow.step.js';
import { ListUsersToTell } from './list-users-to-tell.step.js';
import { OpenImport } from './open-import.step.js';
import { PredictImport } from './predict-import.step.js';
import { ReadOverview } from './read-overview.step.js';
import { ReviewGreen } from './review-green.step.js';
import { ReviewUnmatched } from './review-unmatched.step.js';
import { ReviewWithoutData } from './review-without-data.step.js';
import { SampleImport } from './sample-import.step.js';
import { SaveTarget } from './save-target.step.js';
import { StartImport } from './start-import.step.js';

/** */
export const VOICEMAIL_IMPORT_STEPS = [
  SaveTarget,
  OpenImport,
  PredictImport,
  ReadOverview,
  ReviewGreen,
  DecideYellow,
  ReviewUnmatched,
  ReviewWithoutData,
  StartImport,
  SampleImport,
  ListUsersToTell,
] as const;
