import { EMPTY_VIEW } from '../../src/machines/definition.js';
import { describeSpecs } from '../contract/specs-suite.js';
import { situation } from '../machines/explore.js';
import { describeMachines } from '../machines/model-suite.js';
import { CERTIFICATE_RENEWAL } from './certificate-renewal.js';

describeMachines({
  definition: CERTIFICATE_RENEWAL.definition,
  situations: {
    planning: [situation()],
    exchange: [situation()],
    notice: [situation()],
  },
  rootViews: [
    EMPTY_VIEW,
    situation({ 'C-101': { pinned: true } }),
    situation({ 'C-101': { pinned: false } }),
  ],
  counts: {
    planning: [6, 6, 5, 5],
    exchange: [8, 10, 7, 7],
    notice: [6, 6, 5, 5],
  },
  regions: { planning: [6, 5, 4], exchange: [7, 9, 5], notice: [8, 16, 6] },
});

describe('the steps', () => {
  describeSpecs(CERTIFICATE_RENEWAL, { lastLine: 8, secrets: [] });
});
