import { DEFINITION } from '../../src/machines/documented/definition.js';
import { PARTS } from '../../src/machines/documented/part-machines.js';
import { describeMachines, type RegionCounts } from './model-suite.js';
import { ROOT_VIEWS, SITUATIONS } from './situations.js';

const REGION: RegionCounts = [8, 16, 6];

describeMachines({
  definition: DEFINITION,
  situations: SITUATIONS,
  rootViews: ROOT_VIEWS,
  regions: {
    ...Object.fromEntries(PARTS.map((part) => [part, REGION])),
    intake: [7, 9, 5],
  },
  counts: {
    intake: [33, 24, 306, 306],
    'target-server': [12, 15, 11, 11],
    'license-upgrade': [27, 112, 25, 25],
    'config-export': [27, 25, 29, 29],
    transfer: [8, 13, 7, 7],
    'config-import': [16, 19, 14, 14],
    'user-creation': [26, 33, 21, 21],
    lines: [22, 24, 21, 21],
    'voicemail-import': [18, 24, 16, 16],
    acceptance: [32, 27, 31, 31],
  },
});
