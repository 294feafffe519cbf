import { AUDIT_TARGETS } from './audit-targets.js';
import { BACKUP_TARGETS } from './backup-targets.js';
import { EVIDENCE_TARGETS } from './evidence-targets.js';
import { FACE_TARGETS } from './face-targets.js';
import { HTTP_TARGETS } from './http-targets.js';
import { STORED_TARGETS } from './stored-targets.js';
import { TABLE_TARGETS } from './table-targets.js';
import type { Target } from './target.js';
import { VALUE_TARGETS } from './value-targets.js';

/** Every reader of bytes that Umstieg did not write itself a moment ago. `registry.spec.ts` proves the list whole. */
export const TARGETS: readonly Target[] = [
  ...TABLE_TARGETS,
  ...VALUE_TARGETS,
  ...EVIDENCE_TARGETS,
  ...AUDIT_TARGETS,
  ...BACKUP_TARGETS,
  ...STORED_TARGETS,
  ...FACE_TARGETS,
  ...HTTP_TARGETS,
];
