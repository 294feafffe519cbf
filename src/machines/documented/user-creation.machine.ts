import {
  all,
  any,
  branch,
  end,
  fact,
  locked,
  not,
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

/** M7, manual page lines 161, 169–175, 239, 255–261: users in Connect, each with the e-mail address it has in V4. */
const chosen = (method: string) => fact('R-702', method, true);
const unmatched = fact('R-707', 'matched', false);

/** Users made by hand need no forecast, unless the file of dynamic lines comes as a connector. */
const connectorsPlanned = any(chosen('ad'), chosen('text'), fact('R-106', 'dynamicLines', true));

/** O4: with voicemail in use the configuration is imported before users are created. */
const configurationFirst = any(not(fact('R-106', 'voicemail', true)), settled('R-606'));

const methodChosen: StateJson = {
  type: 'parallel',
  onDone: 'created',
  states: {
    ad: {
      initial: 'adChosen',
      states: {
        adChosen: branch(
          { target: 'adConnector', guard: chosen('ad') },
          { target: 'adUsers', actions: [skip('R-703')] },
        ),
        adConnector: task('R-703', 'adUsers'), // L239
        adUsers: trackEnd(),
      },
    },
    text: {
      initial: 'textChosen',
      states: {
        textChosen: branch(
          { target: 'connectorFile', guard: chosen('text') },
          { target: 'textUsers', actions: [skip('R-704', 'R-708')] },
        ),
        connectorFile: step(
          'R-704',
          [
            { target: 'laterAd', guard: fact('R-108', 'adLater', true) },
            { target: 'textUsers', actions: [skip('R-708')] },
          ],
          { needs: ['R-411'] },
        ), // L161, L175, L255
        laterAd: task('R-708', 'textUsers'), // L161 the SID as key
        textUsers: trackEnd(),
      },
    },
    manual: {
      initial: 'manualChosen',
      states: {
        manualChosen: branch(
          { target: 'byHand', guard: chosen('manual') },
          { target: 'manualUsers', actions: [skip('R-705')] },
        ),
        byHand: task('R-705', 'manualUsers'), // L175, L255
        manualUsers: trackEnd(),
      },
    },
  },
};

export const userCreationMachine: MachineJson = {
  id: 'user-creation',
  initial: 'locked',
  on: partEvents('.configured'),
  states: {
    locked: locked('configured'),
    configured: task('R-701', 'serviceStarted'), // L255
    serviceStarted: task('R-702', 'methodDecided', {
      guard: configurationFirst,
      rules: ['O4'],
      on: {
        'R-606.settled': {
          target: 'methodDecided',
          guard: all(settled('R-702'), configurationFirst),
        },
      },
    }), // L169, L171, L175
    methodDecided: branch(
      { target: 'forecast', guard: connectorsPlanned },
      { target: 'methodChosen', actions: [skip('R-709')] },
    ),
    forecast: step('R-709', 'methodChosen'), // (+) losses are seen before a connector runs
    methodChosen,
    created: step('R-706', 'mailCheck', { on: { 'R-706.contradicted': 'conflicts' } }), // L173
    mailCheck: step('R-707', [{ target: 'conflicts', guard: unmatched }, 'matched'], {
      needs: ['R-706'],
      on: { 'R-707.contradicted': 'conflicts' },
    }), // L259, L261

    // repaired in V4 or in Connect, or accepted by an approver (then R-707 is settled as it is)
    conflicts: step('R-707', 'matched', {
      needs: ['R-706'],
      side: true,
      on: { 'signal.repair': 'repair', 'R-706.settled': 'mailCheck' },
    }),
    repair: side({
      'signal.repaired': 'created',
      'R-706.settled': 'mailCheck',
      'R-707.settled': 'matched',
    }),
    matched: end(),
    notApplicable: notApplicable(),
  },
};
