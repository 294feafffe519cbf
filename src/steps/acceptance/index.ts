import { CheckClients } from './check-clients.step.js';
import { CutOver } from './cut-over.step.js';
import { DeleteCopies } from './delete-copies.step.js';
import { FollowUp } from './follow-up.step.js';
import { SealArchive } from './seal-archive.step.js';
import { SignOff } from './sign-off.step.js';
import { SwitchOffSource } from './switch-off-source.step.js';
import { TestFeatures } from './test-features.step.js';
import { WriteReport } from './write-report.step.js';

/** R-1000 to R-1008, all (+). */
export const ACCEPTANCE_STEPS = [
  CutOver,
  TestFeatures,
  CheckClients,
  WriteReport,
  SignOff,
  SealArchive,
  SwitchOffSource,
  FollowUp,
  DeleteCopies,
] as const;
