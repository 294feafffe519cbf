import { writeFileSync } from 'node:fs';
import { sequencePages } from '../../src/docs/sequence-pages.js';
import { CERTIFICATE_RENEWAL } from './certificate-renewal.js';

/** `npm run build`, then `node --import ./test/program/typescript.mjs test/second-sequence/write-pages.ts` */
for (const [name, text] of sequencePages(CERTIFICATE_RENEWAL)) {
  writeFileSync(new URL(`docs/${name}`, import.meta.url), text);
}
