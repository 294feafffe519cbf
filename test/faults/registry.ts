import { clock } from './clock.js';
import { damage } from './damage.js';
import { delivery } from './delivery.js';
import { disk } from './disk.js';
import type { Fault } from './fault.js';
import { fullDisk } from './full-disk.js';
import { killCommands } from './kill-commands.js';
import { killDrill } from './kill-drill.js';
import { killServer } from './kill-server.js';
import { newKey } from './new-key.js';
import { limits } from './limits.js';
import { powerLoss } from './power-loss.js';
import { readOnly } from './read-only.js';
import { slowDisk } from './slow-disk.js';
import { stopping } from './stopping.js';
import { takenAway } from './taken-away.js';
import { twoServers } from './two-servers.js';

/** Every fault that is tried, family by family. A new one is a row in the file of its family, or a family here. */
export const FAULTS: readonly Fault[] = [
  killDrill,
  killServer,
  ...killCommands,
  ...stopping,
  ...disk,
  readOnly,
  ...powerLoss,
  ...fullDisk,
  ...takenAway,
  ...delivery,
  ...twoServers,
  newKey,
  ...clock,
  ...damage,
  ...slowDisk,
  ...limits,
];
