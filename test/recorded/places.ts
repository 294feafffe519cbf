import { join } from 'node:path';
import { allAnswers } from '../../src/drill/answers.js';
import { TEAM } from '../../src/drill/names.js';
import { customer, type Entry } from './drill-player.js';

/** A place where a run of the practice customer may stand for weeks, and what people do about it later. */
export interface Place {
  /** Last answer of the drill that was given; none: the run has just begun. */
  readonly after?: string;
  /** Fields the customer answers otherwise than in the drill, by id of the answer. */
  readonly otherwise?: Readonly<Record<string, NonNullable<Entry['set']>>>;
  /** What brings the run to its place from there. */
  readonly then?: readonly Entry[];
  /** Handed in by a process that dies before it is checked. */
  readonly left?: Entry;
  /** What only the command line has: the run is paused or canceled at the end. */
  readonly command?: 'pause' | 'cancel';
  /** What people do about it when they come back, before the rest of the drill. */
  readonly back?: readonly Entry[];
  /** Answers of the drill that are not given at all. */
  readonly without?: readonly string[];
}

const { technician, approver } = TEAM;
/** Every answer of the practice customer. */
export const DRILL: readonly Entry[] = allAnswers(customer);

const given = (id: string): Entry => {
  const found = DRILL.find((entry) => entry.id === id);
  if (!found) throw new Error(`the drill has no answer ${id}`);
  return found;
};
/** An answer of the drill once more, under another id. */
const again = (id: string, set: Entry['set'] = {}, exit = 0): Entry => ({
  ...given(id),
  id: `${id}-again-${String(exit)}`,
  set: { ...given(id).set, ...set },
  expect: { exit },
});
const ask = (what: string, step: string, more: Partial<Entry> = {}): Entry => ({
  ...{ id: `${step}-${what}`, do: what, step, as: technician, reason: 'Rücksprache' },
  ...more,
});
const decide = (what: 'approve' | 'reject', step: string): Entry => ({
  ...{ id: `${step}-${what}-later`, do: what, step, as: approver, reason: 'besprochen' },
});
const signal = (type: string): Entry => ({ id: type, do: 'signal', type, as: technician });

const SWAP = { macSwap: 'started', macSwapStartedOn: '2026-02-20' };
const SWAPPED = {
  'R-105': SWAP,
  'R-304': { oldMac: customer.newMac, virtualMac: 'zur-vm-des-alten-servers' },
  'R-307': { selectedMac: customer.newMac },
};
const MAC_SWAP_FINISHED: Entry = {
  ...{ id: 'R-207', step: 'R-207', as: technician, evidence: ['evidence/R-201-version.png'] },
  set: { finishedOn: '2026-03-03', oldMac: customer.oldMac, newMac: customer.newMac },
};
const CLARIFIED = [ask('redo', 'R-105'), again('R-105')];
const NO_LINES = ['R-902', 'R-903', 'R-904', 'R-905', 'R-906', 'R-908', 'R-909'];
const NOTHING_THERE = { folder: { path: 'safety-export/settings' } };
const LEFT_OUT = ['voicemailGreetings', 'autoAttendants', 'mwi'];
const TICKS = {
  items: ['dialParameters', 'pbx', 'gateway', 'fax', 'faxPrinters', 'sms'],
  reasons: LEFT_OUT.map((item) => ({ item, why: 'von Hand' })),
};

/** Every kind of place; the recording and its test go by these names. */
export const PLACES: Readonly<Record<string, Place>> = {
  'just begun': {},
  'two parts at work': { after: 'clock-license-upgrade' },
  'an act that waits': { after: 'R-605' },
  'a result that waits': { after: 'R-309' },
  'a waiver that waits': {
    after: 'clock-target-server',
    then: [ask('waive', 'R-201')],
    back: [decide('reject', 'R-201')],
  },
  'a redo that waits': {
    after: 'R-607',
    then: [ask('redo', 'R-606')],
    back: [
      decide('approve', 'R-606'),
      again('R-606', { startedAt: '2026-03-09T09:08:00Z', finishedAt: '2026-03-09T09:12:00Z' }),
      again('R-607', { whyAgain: 'Nachtrag' }),
    ],
  },
  'an outdated import that is to be kept': {
    after: 'R-606',
    then: [ask('redo', 'R-605'), again('R-605', TICKS), ask('accept-outdated', 'R-606')],
    back: [decide('approve', 'R-606')],
  },
  'a row that is to be switched off': {
    after: 'R-607',
    then: [ask('switch', 'R-609', { on: false })],
    back: [decide('approve', 'R-609')],
    without: ['R-609'],
  },
  'an outdated import': {
    after: 'R-606',
    then: [ask('redo', 'R-605'), again('R-605', TICKS)],
    back: [ask('accept-outdated', 'R-606'), decide('approve', 'R-606')],
  },
  'a history to be cleared up': {
    after: 'clock-license-upgrade',
    otherwise: { 'R-105': { macSwap: 'unknown' } },
    back: CLARIFIED,
  },
  'a swap of the MAC going on': {
    after: 'clock-license-upgrade',
    otherwise: SWAPPED,
    back: [MAC_SWAP_FINISHED],
    without: ['R-304-mac-of-new-server'],
  },
  'licenses swapped before': {
    after: 'clock-license-upgrade',
    otherwise: { 'R-105': { licenseSwap: 'yes' } },
    back: CLARIFIED,
  },
  'the wrong licensee': {
    after: 'R-304',
    then: [again('R-305', { match: 'stimmt-nicht' }, 5)],
  },
  'the portal down before': {
    after: 'R-301',
    then: [signal('portal-error')],
    back: [signal('portal-works')],
  },
  'the portal down after': {
    after: 'clock-license-mail',
    then: [signal('portal-error')],
    back: [signal('portal-works')],
  },
  'a mail that is missing': { after: 'R-309-approve', then: [{ id: 'a-day', advance: 'P1D' }] },
  'a timer going on': { after: 'R-309-approve' },
  'a copy that differs': { after: 'R-501', then: [again('R-502', NOTHING_THERE, 5)] },
  'an import partly failed': {
    after: 'R-606-approve',
    then: [again('R-606', { result: 'errors', perItem: [{ item: 'fax', ok: false }] }, 5)],
  },
  'users in conflict': {
    after: 'R-703',
    then: [again('R-706', { list: { path: 'other-users.csv' } }), again('R-707', {}, 5)],
    back: [ask('redo', 'R-706')],
  },
  'a rejected folder': {
    after: 'R-405',
    then: [again('R-406', { folder: { path: 'gone' } }, 5)],
  },
  'a part that does not apply': {
    after: 'R-301',
    otherwise: {
      'R-106': { dynamicLines: false, dynamicLineUsers: 0 },
      'R-403': { dynamicLines: false },
    },
    without: NO_LINES,
  },
  'a signal that came early': {
    after: 'R-101',
    then: [signal('export-outdated')],
    back: [signal('export-kept')],
  },
  'a paused run': { after: 'R-107', command: 'pause' },
  'an attempt left behind': { after: 'R-300', left: given('R-301') },
  'a completed run': { after: 'R-1006' },
  'a canceled run': { after: 'R-108', command: 'cancel' },
  'a decision on what is gone': {
    after: 'R-401',
    then: [ask('waive', 'R-402')],
    back: [decide('reject', 'R-402')],
  },
  'a decision on what is split': {
    after: 'R-304-mac-of-new-server',
    then: [{ ...again('R-304'), evidence: ['evidence/R-305-licensee.png'] }],
    back: [decide('approve', 'R-304')],
    without: ['R-304'],
  },
  'an attempt at what is gone': { after: 'R-401', left: given('R-402') },
};

function answersOf({ otherwise = {}, without = [] }: Place): Entry[] {
  return DRILL.filter(({ id }) => !without.includes(id)).map((entry) =>
    entry.id in otherwise ? { ...entry, set: { ...entry.set, ...otherwise[entry.id] } } : entry,
  );
}

/** The answers that bring a run to its place. */
export function wayTo(place: Place): readonly Entry[] {
  const answers = answersOf(place);
  const last = answers.findIndex(({ id }) => id === place.after);
  if (place.after !== undefined && last < 0) throw new Error(`no answer ${place.after}`);
  return [...answers.slice(0, last + 1), ...(place.then ?? [])];
}

/**
 * What the drill still holds from there on, after people came back.
 * @param drill where the practice customer's folder lay when the run was recorded: what was named then is asked for later
 */
export function restOf(place: Place, drill: string): readonly Entry[] {
  const answers = answersOf(place);
  const last = answers.findIndex(({ id }) => id === place.after);
  const rest = answers.slice(last + 1).filter(({ id }) => id !== place.left?.id);
  const comes = (id: string) => rest.some((entry) => entry.id === id);
  const known = new Map([
    ...(comes('R-406') ? [] : [['export', join(drill, 'export')] as const]),
    ...(comes('R-502') ? [] : [['copy', join(drill, 'copy')] as const]),
  ]);
  return rest.map((entry) =>
    entry.id === 'R-1008' ? { ...entry, set: named(entry, known) } : entry,
  );
}

interface Kept {
  readonly place: { readonly path: string };
}

function named({ set }: Entry, known: ReadonlyMap<string, string>): NonNullable<Entry['set']> {
  const places = (set?.['places'] ?? []) as readonly Kept[];
  return {
    places: places.map((one) => ({ ...one, place: known.get(one.place.path) ?? one.place })),
  };
}
