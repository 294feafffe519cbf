import { DOCUMENTED } from '../../src/documented-sequence.js';
import { brokenOrder } from './run-invariants.js';
import { describeWalks } from './walks-suite.js';
import { SCENARIOS } from './whole-run.js';

describe('the whole sequence (O1 to O12)', () => {
  describeWalks({
    sequence: DOCUMENTED,
    scenarios: SCENARIOS,
    broken: brokenOrder,
    count: 10_000,
  });
});
