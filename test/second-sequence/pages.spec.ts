import { fileURLToPath } from 'node:url';
import { describePages } from '../docs/pages-suite.js';
import { CERTIFICATE_RENEWAL } from './certificate-renewal.js';

describe('the pages of the second sequence', () => {
  describePages(CERTIFICATE_RENEWAL, fileURLToPath(new URL('docs', import.meta.url)));
});
