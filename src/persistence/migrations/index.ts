import { Initial1763900000000 } from './1763900000000-initial.js';
import { EarlierStates1764200000000 } from './1764200000000-earlier-states.js';
import { Access1764230000000 } from './1764230000000-access.js';
import { TreeLeaves1764600000000 } from './1764600000000-tree-leaves.js';
import { Erasure1764800000000 } from './1764800000000-erasure.js';
import { TaskRows1764900000000 } from './1764900000000-task-rows.js';
import { Identities1765600000000 } from './1765600000000-identities.js';

/** In order; a database that lists another one is newer than this program. */
export const MIGRATIONS = [
  Initial1763900000000,
  EarlierStates1764200000000,
  Access1764230000000,
  TreeLeaves1764600000000,
  Erasure1764800000000,
  TaskRows1764900000000,
  Identities1765600000000,
];
