import base from './jest.config.mjs';

/** The suites that need a real Samba and a real slapd: `npm run test:ad`. They share ports, so one at a time. */
export default { ...base, testRegex: '\\.live\\.ts$', maxWorkers: 1, testTimeout: 300_000 };
