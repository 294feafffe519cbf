import { ATTESTED_CODE } from '../core/words.js';

/** Findings for information: they stand beside a result and are no alarm. Everything else is one unless it was planted. */
export const NOTE_CODES: ReadonlySet<string> = new Set([
  ATTESTED_CODE,
  'archive.head', // last hash, to be written down
  'customer.other-than-project',
  'evidence.found',
  'export.cut-off',
  'findings.more', // counts what a long list leaves out
  'forecast.model',
  'overview.yellow-in-first-run',
  'safety-export.assumption',
  'tell.pin-mails',
  'tell.recorded-after-export',
]);
