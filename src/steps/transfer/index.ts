import { CompareCopy } from './compare-copy.step.js';
import { CopyExport } from './copy-export.step.js';

/** Rows; R-503 became R-1008. */
export const TRANSFER_STEPS = [CopyExport, CompareCopy];
