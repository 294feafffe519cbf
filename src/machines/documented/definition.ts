import type { DefinitionJson } from '../definition.js';
import { taskMachine } from '../task.machine.js';
import { partMachines } from './part-machines.js';
import { rootMachine } from './root.machine.js';

/** The vendor's documented migration as data. */
export const DEFINITION: DefinitionJson = {
  name: 'xphone-migration',
  version: '1.0.0',
  root: rootMachine,
  task: taskMachine,
  parts: partMachines,
};
