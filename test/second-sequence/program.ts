import { runProgram } from '../../src/run-program.js';
import { CERTIFICATE_RENEWAL } from './certificate-renewal.js';

/** The real command line with this sequence. */
await runProgram({
  purpose: {
    de: 'Erneuert ein Zertifikat am Mailserver.',
    en: 'Renews a mail server certificate.',
  },
  sequence: () => Promise.resolve(CERTIFICATE_RENEWAL),
});
