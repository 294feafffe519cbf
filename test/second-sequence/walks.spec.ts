import type { RunState } from '../../src/engine/run-state.js';
import { isWorkedOn, workedTooEarly } from '../engine/run-invariants.js';
import { describeWalks } from '../engine/walks-suite.js';
import { CERTIFICATE_RENEWAL } from './certificate-renewal.js';

/** What `document.md` says about order. */
function broken(state: RunState): string[] {
  const unapproved = isWorkedOn(state, 'C-201') && state.tasks['C-201']?.approvedBy === undefined;
  return [
    ...workedTooEarly(state, 'K1', ['C-201', 'C-202', 'C-301', 'C-302'], ['C-102']),
    ...(unapproved ? ['K2: C-201 is worked on before a second person has approved'] : []),
    ...workedTooEarly(state, 'line 6', ['C-202'], ['C-201']),
    ...workedTooEarly(state, 'line 8', ['C-302'], ['C-301']),
  ];
}

describe('the second sequence', () => {
  describeWalks({
    sequence: CERTIFICATE_RENEWAL,
    scenarios: [{ 'C-101': { pinned: true } }, { 'C-101': { pinned: false } }],
    broken,
    count: 300,
  });
});
