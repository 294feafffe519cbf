import {
  all,
  any,
  fact,
  not,
  parts,
  settled,
  type Guard,
  type MachineJson,
  type StateJson,
  type Target,
} from '../kinds.js';
import { PARTS } from './part-machines.js';
import { region, rootAct } from '../root-regions.js';

/**
 * The root: when a part may begin, when it does not apply, when it has to wait again. Gates name rows, never the end of
 * a part: M3 does not hold up M4, and a finding in the line files holds up M9 only.
 */
const otherProduct = all(settled('R-101'), fact('R-101', 'applicable', false));
const agreed = all(settled('R-107'), not(fact('R-107', 'acknowledged', false)));
const unused = (...features: string[]) =>
  all(settled('R-106'), ...features.map((f) => fact('R-106', f, false)));
const voicemail = fact('R-106', 'voicemail', true);

/** O10: everything else is done (a waived row counts as done) or does not apply. */
const everythingElse = parts(
  PARTS.filter((part) => part !== 'acceptance'),
  ['done', 'notApplicable'],
);

interface Gate {
  readonly opens: Guard;
  readonly unneeded?: Guard;
  /** Rules about order (order-rules.ts) this gate keeps. */
  readonly rules?: readonly string[];
}

const gates: Readonly<Record<string, Gate>> = {
  'target-server': { opens: all(settled('R-101', 'R-102', 'R-105'), agreed) },
  'license-upgrade': { opens: all(settled('R-105', 'R-206'), agreed) },
  'config-export': { opens: all(settled('R-103', 'R-104', 'R-106', 'R-108'), agreed) },
  transfer: { opens: settled('R-201', 'R-406'), rules: ['O2'] },
  'config-import': {
    opens: settled('R-106', 'R-311', 'R-502'), // before M3.verified only with a waiver of R-311
    unneeded: unused('systemSettings', 'voicemail'),
    rules: ['O3'],
  },
  'user-creation': {
    opens: all(settled('R-106', 'R-108', 'R-201', 'R-311'), any(not(voicemail), settled('R-606'))),
    rules: ['O4'],
  },
  lines: {
    opens: settled('R-104', 'R-106', 'R-311', 'R-410', 'R-606', 'R-702'),
    unneeded: unused('dynamicLines'),
  },
  'voicemail-import': {
    opens: settled('R-106', 'R-109', 'R-311', 'R-412', 'R-502', 'R-606', 'R-608', 'R-706', 'R-707'),
    unneeded: unused('voicemail'),
    rules: ['O5', 'O6'],
  },
  acceptance: { opens: everythingElse, rules: ['O10'] },
};

export const rootMachine: MachineJson = {
  id: 'root',
  type: 'parallel',
  states: {
    intake: intake(),
    ...Object.fromEntries(
      Object.entries(gates).map(([part, { opens, unneeded, rules }]) => [
        part,
        region(part, opens, unneeded ? any(otherProduct, unneeded) : otherProduct, rules),
      ]),
    ),
  },
};

/** Intake opens at the first look. Another product ends it; its machine skips the rest by itself and keeps R-101. */
function intake(): StateJson {
  const leave: Target = { target: 'notApplicable', guard: otherProduct };
  return {
    initial: 'locked',
    states: {
      locked: { on: { 'tasks.changed': 'ready' } },
      ready: {
        entry: [rootAct('open', 'intake')],
        on: { 'tasks.changed': leave, 'intake.active': 'active', 'intake.done': 'done' },
      },
      active: { on: { 'tasks.changed': leave, 'intake.done': 'done' } },
      done: { on: { 'tasks.changed': leave, 'intake.reopened': 'active' } },
      notApplicable: {
        on: {
          'tasks.changed': {
            target: 'ready',
            guard: not(otherProduct),
            actions: [rootAct('close', 'intake')],
          },
        },
      },
    },
  };
}
