import type { DefinitionJson } from '../../src/machines/definition.js';
import {
  end,
  fact,
  gate,
  locked,
  notApplicable,
  partEvents,
  settled,
  step,
  task,
  type MachineJson,
} from '../../src/machines/kinds.js';
import { openRegion, region } from '../../src/machines/root-regions.js';
import { taskMachine } from '../../src/machines/task.machine.js';

/** Lines 1–3: which server, and how much time there is. */
const planning: MachineJson = {
  id: 'planning',
  initial: 'locked',
  on: partEvents('.serverOpen'),
  states: {
    locked: locked('serverOpen'),
    serverOpen: task('C-101', 'serverKnown'),
    serverKnown: step('C-102', 'planned'),
    planned: end(),
    notApplicable: notApplicable('C-101', 'C-102'),
  },
};

/** Lines 4–6: four eyes before the exchange, a day of waiting after it. */
const exchange: MachineJson = {
  id: 'exchange',
  initial: 'locked',
  on: partEvents('.approval'),
  states: {
    locked: locked('approval'),
    approval: gate('C-201', { approved: 'exchanging', settled: 'exchanged' }, { sticky: true }),
    exchanging: task('C-201', 'exchanged', { sticky: true, rules: ['K2'] }),
    exchanged: task('C-202', 'running', {
      entry: [
        {
          type: 'startTimer',
          params: { name: 'quiet-day', after: 'P1D', event: 'timer.quiet-day' },
        },
      ],
      exit: [{ type: 'cancelTimer', params: { name: 'quiet-day' } }],
      on: { 'timer.quiet-day': 'dayOver' },
    }),
    dayOver: task('C-202', 'running', { side: true }),
    running: end(),
    notApplicable: notApplicable('C-201', 'C-202'),
  },
};

/** Lines 7–8: beside the exchange, and only when partners hold the certificate. */
const notice: MachineJson = {
  id: 'notice',
  initial: 'locked',
  on: partEvents('.drafting'),
  states: {
    locked: locked('drafting'),
    drafting: step('C-301', 'drafted'),
    drafted: task('C-302', 'told', { needs: ['C-301'] }),
    told: end(),
    notApplicable: notApplicable('C-301', 'C-302'),
  },
};

const planned = settled('C-102');

export const CERTIFICATE: DefinitionJson = {
  name: 'certificate-renewal',
  version: '1.0.0',
  root: {
    id: 'root',
    type: 'parallel',
    states: {
      planning: openRegion('planning'),
      exchange: region('exchange', planned, undefined, ['K1']),
      notice: region('notice', planned, fact('C-101', 'pinned', false), ['K1']),
    },
  },
  task: taskMachine,
  parts: { planning, exchange, notice },
};
