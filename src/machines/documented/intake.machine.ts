import {
  end,
  fact,
  locked,
  not,
  notApplicable,
  partEvents,
  step,
  task,
  trackEnd,
  type MachineJson,
  type StateJson,
} from '../kinds.js';

/**
 * M1, manual page lines 1–7, 15–29, 59–95, 121, 143, 173–175: what is there, what is wanted, and a rehearsal of the
 * e-mail match. Beside it, for as long as the run lives: remarks on the manual page itself (lines 263–265).
 */
const otherProduct = fact('R-101', 'applicable', false);
const refused = fact('R-107', 'acknowledged', false);

const survey: StateJson = {
  type: 'parallel',
  onDone: 'preflight',
  states: {
    variants: {
      initial: 'hardware',
      states: {
        hardware: task('R-102', 'serverVersion'), // L5, L7
        serverVersion: task('R-103', 'dynamicLines'), // L121 at least 4.5.5
        dynamicLines: step('R-104', 'variantsKnown'), // L89, L143 from V5 SR3
        variantsKnown: trackEnd(),
      },
    },
    history: {
      initial: 'licenses',
      states: {
        licenses: task('R-105', 'historyKnown'), // L17, L21, L23, L29; "unknown" blocks M3 only
        historyKnown: trackEnd(),
      },
    },
    scope: {
      initial: 'inUse',
      states: {
        inUse: task('R-106', 'limits'), // L63–89, L249
        limits: task('R-107', 'scopeKnown', { guard: not(refused) }), // L59–91; a refusal stays here
        scopeKnown: trackEnd(),
      },
    },
    method: {
      initial: 'userCreation',
      states: {
        userCreation: task('R-108', 'methodKnown'), // L175, L239, L255
        methodKnown: trackEnd(),
      },
    },
    team: {
      initial: 'people',
      states: {
        people: task('R-110', 'teamKnown'), // (+)
        teamKnown: trackEnd(),
      },
    },
  },
};

const preflight: StateJson = {
  initial: 'running',
  states: {
    running: step('R-109', '#intake.main.ready', {
      on: { 'R-109.submitted': 'report', 'R-109.contradicted': '#intake.main.blocked' },
    }), // L95, L171, L173, L261
    // the report is there and a second person has to look at it
    report: step('R-109', '#intake.main.ready', {
      on: { 'R-109.refused': '#intake.main.blocked', 'R-109.contradicted': '#intake.main.blocked' },
    }),
  },
};

export const intakeMachine: MachineJson = {
  id: 'intake',
  type: 'parallel',
  states: {
    main: {
      initial: 'locked',
      on: partEvents('.product'),
      states: {
        locked: locked('product'),
        product: task('R-101', [{ target: 'notApplicable', guard: otherProduct }, 'survey']), // L1, L3
        survey,
        preflight,
        ready: end(),
        blocked: step('R-109', 'ready', { side: true }), // blocks M8, not M4
        notApplicable: notApplicable(
          ...['R-102', 'R-103', 'R-104', 'R-105', 'R-106', 'R-107', 'R-108', 'R-109', 'R-110'],
        ),
      },
    },

    // L263, L265: never blocks anything
    remarks: {
      initial: 'waiting',
      states: {
        waiting: { meta: { kind: 'locked' }, on: { 'part.open': 'open' } },
        open: task('R-111', 'noted', { beside: true }),
        noted: { meta: { kind: 'end' } },
      },
    },
  },
};
