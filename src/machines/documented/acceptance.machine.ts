import {
  branch,
  end,
  gate,
  locked,
  notApplicable,
  partEvents,
  settled,
  side,
  skip,
  step,
  task,
  trackEnd,
  type MachineJson,
  type StateJson,
} from '../kinds.js';

/** M10 (+), not in the manual page: cut over, check, sign, seal, look after it, and close. */
const checks: StateJson = {
  type: 'parallel',
  onDone: 'customerReport',
  states: {
    calls: {
      initial: 'testing',
      states: { testing: task('R-1001', 'tested'), tested: trackEnd() },
    },
    clients: {
      initial: 'signingIn',
      states: { signingIn: task('R-1002', 'signedIn'), signedIn: trackEnd() },
    },
  },
};

const aftercare: StateJson = {
  type: 'parallel',
  onDone: 'resealed',
  states: {
    followUp: {
      initial: 'started',
      states: {
        started: branch({ target: 'followedUp', guard: settled('R-1007') }, 'firstDay'),
        firstDay: side(
          {
            'timer.follow-up-1': 'firstWeek',
            'timer.follow-up-7': 'weekOver',
            'R-1007.settled': 'followedUp',
          },
          {
            entry: [
              {
                type: 'startTimer',
                params: { name: 'follow-up-1', after: 'P1D', event: 'timer.follow-up-1' },
              },
              {
                type: 'startTimer',
                params: { name: 'follow-up-7', after: 'P7D', event: 'timer.follow-up-7' },
              },
            ],
          },
        ),
        // from the first day on findings are taken; the week has to pass all the same
        firstWeek: task('R-1007', 'weekAwaited', { on: { 'timer.follow-up-7': 'weekOver' } }),
        weekAwaited: side({ 'timer.follow-up-7': 'followedUp' }),
        weekOver: task('R-1007', 'followedUp'),
        followedUp: trackEnd(),
      },
    },
    copies: {
      initial: 'deleting',
      states: { deleting: task('R-1008', 'deleted'), deleted: trackEnd() },
    },
    oldServer: {
      initial: 'keptReady',
      states: {
        keptReady: task('R-1006', 'switchedOff'),
        switchedOff: trackEnd(),
      },
    },
  },
};

export const acceptanceMachine: MachineJson = {
  id: 'acceptance',
  initial: 'locked',
  on: partEvents('.cutover'),
  states: {
    locked: locked('cutover'),
    cutover: {
      initial: 'approval',
      states: {
        approval: gate(
          'R-1000',
          { approved: 'switching', settled: '#acceptance.checks' },
          { sticky: true, rules: ['O11'] },
        ),
        switching: task('R-1000', '#acceptance.checks', { sticky: true }),
      },
    },
    checks,
    customerReport: step('R-1003', 'signedOff', { needs: ['R-1001', 'R-1002'] }),
    signedOff: gate('R-1004', { settled: 'sealed' }, { needs: ['R-1003'] }), // customer and partner, four eyes
    sealed: step('R-1005', 'aftercare', { needs: ['R-1004'] }),
    aftercare,
    // the seal is renewed by a redo of R-1005; what stands sealed leads on
    // a remark that was never made no longer waits for anybody
    resealed: step('R-1005', [
      { target: 'closed', guard: settled('R-111') },
      { target: 'closed', actions: [skip('R-111')] },
    ]),
    closed: end(),
    notApplicable: notApplicable(),
  },
};
