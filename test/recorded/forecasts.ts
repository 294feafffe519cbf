/** What becomes of a recorded run: verdict, codes of the reasons, what comes next. */
export type Row = readonly [
  place: string,
  verdict: 'moved' | 'reopened' | 'refused',
  reasons: readonly string[],
  next: readonly string[],
];

/** R-400 comes before what was done; R-314 too, where the licenses have got beyond R-304. */
const EXPORT = ['step-new'];
const BOTH = ['step-new', 'step-new'];
const NEW = ['R-314', 'R-400'];

/** Of the runs in `places.ts`, those that are open. */
export const FORECASTS: readonly Row[] = [
  ['just begun', 'moved', [], ['R-101', 'R-111']],
  ['two parts at work', 'reopened', EXPORT, ['R-300', 'R-400']],
  ['an act that waits', 'reopened', BOTH, [...NEW, 'R-606']],
  // the claim was complete; but what generates is never handed in again by itself
  ['a result that waits', 'reopened', ['step-waits', ...BOTH], NEW],
  ['a waiver that waits', 'reopened', EXPORT, ['R-201', 'R-400']],
  ['a redo that waits', 'reopened', BOTH, [...NEW, 'R-606']],
  ['an outdated import that is to be kept', 'reopened', BOTH, [...NEW, 'R-606']],
  ['a row that is to be switched off', 'reopened', BOTH, [...NEW, 'R-609', 'R-701']],
  ['an outdated import', 'reopened', BOTH, NEW],
  ['a history to be cleared up', 'reopened', EXPORT, ['R-400']],
  ['a swap of the MAC going on', 'reopened', EXPORT, ['R-207', 'R-400']],
  ['licenses swapped before', 'reopened', EXPORT, ['R-400']],
  ['the wrong licensee', 'reopened', ['step-waits', ...BOTH], NEW],
  ['the portal down before', 'reopened', EXPORT, ['R-400']],
  ['the portal down after', 'reopened', BOTH, NEW],
  ['a mail that is missing', 'reopened', BOTH, NEW],
  ['a timer going on', 'reopened', BOTH, NEW],
  ['a copy that differs', 'reopened', BOTH, [...NEW, 'R-502']],
  ['an import partly failed', 'reopened', BOTH, [...NEW, 'R-606']],
  ['users in conflict', 'reopened', BOTH, [...NEW, 'R-707', 'R-902', 'R-903']],
  ['a rejected folder', 'reopened', [...BOTH, 'step-waits'], NEW],
  ['a part that does not apply', 'reopened', EXPORT, ['R-302', 'R-400']],
  ['a signal that came early', 'moved', [], ['R-102', 'R-105', 'R-106', 'R-108', 'R-110', 'R-111']],
  ['a paused run', 'moved', [], ['R-108', 'R-110', 'R-111', 'R-201']],
  ['an attempt left behind', 'reopened', EXPORT, ['R-301', 'R-400']],
  ['a decision on what is gone', 'refused', ['approval-gone'], NEW],
  ['a decision on what is split', 'refused', ['approval-gone'], ['R-304', 'R-400']],
  ['an attempt at what is gone', 'refused', ['attempt-unmapped'], NEW],
];
