import type { SummaryPiece } from '../../src/core/summary.js';
import type { ReportModel, ReportStep } from '../../src/report/report-model.js';

export function step(overrides: Partial<ReportStep> = {}): ReportStep {
  return {
    id: 'R-101',
    part: 'intake',
    title: { de: 'Produkt feststellen', en: 'Identify the product' },
    status: 'done',
    attested: false,
    verdict: 'consistent',
    reasons: [],
    doneBy: 'Anna Berg',
    doneAt: '2026-03-02T08:00:00.000Z',
    approvals: [],
    turns: [],
    reason: null,
    switchedOff: false,
    warnings: [],
    pointOfNoReturn: false,
    overwrites: false,
    evidence: 0,
    ...overrides,
  };
}

const LIST: SummaryPiece = {
  kind: 'list',
  items: [{ de: '`Wahlparameter`', en: 'Dialing parameters (`Wahlparameter`)' }],
};
const COUNTS: SummaryPiece = {
  kind: 'counts',
  text: { de: 'Ansagen', en: 'Greetings' },
  unit: { de: 'Benutzer', en: 'Users' },
  rows: [
    { text: { de: 'umgezogen', en: 'moved' }, count: 8 },
    {
      text: { de: 'nicht umgezogen', en: 'not moved' },
      count: 4,
      because: { de: '2 ohne Zuordnung in Connect', en: '2 without a match in Connect' },
    },
  ],
  of: 12,
};
export const namesOf = (...names: string[]): SummaryPiece => ({
  kind: 'names',
  text: { de: 'Neu aufnehmen', en: 'Record again' },
  names,
});

/** A finished live run of Muster GmbH with one step. */
export function model(overrides: Partial<ReportModel> = {}): ReportModel {
  return {
    format: 'umstieg-report/1',
    run: {
      ...{ id: 'r-1', projectId: 'p-1', customer: 'Muster GmbH', kind: 'live' },
      title: { de: 'V4 → `Connect`', en: 'V4 → `Connect`' },
      ...{ status: 'completed', paused: false, clock: null, revision: 7 },
      definition: { name: 'xphone-migration', version: '1.0.0', hash: 'd'.repeat(64) },
      createdAt: '2026-03-02T08:00:00.000Z',
      asOf: '2026-03-14T16:30:00.000Z',
      progress: { done: 1, total: 1 },
    },
    seal: {
      ...{ head: 'a'.repeat(64), entries: 185, signer: 'b'.repeat(64), instance: 'c0ffee' },
      tree: `umstieg/c0ffee\n2107\nroot\n\n— signature\n`,
    },
    parts: [
      {
        name: 'intake',
        title: { de: 'Vorbereitung', en: 'Intake' },
        status: 'done',
        done: 1,
        total: 1,
      },
    ],
    steps: [step()],
    planned: [],
    summary: {
      done: { heading: { de: 'Was umgezogen ist', en: 'What moved' }, pieces: [LIST, COUNTS] },
      left: { heading: { de: 'Was nicht', en: 'What does not' }, pieces: [] },
      further: [
        { heading: { de: 'Zu tun', en: 'To do' }, pieces: [namesOf('max@muster.example')] },
      ],
      signOff: {
        customer: 'Paul Kunde',
        partner: 'Lena Voss',
        on: '2026-03-14',
        step: 'R-1004',
        reservations: null,
      },
    },
    people: [
      {
        ...{ name: 'Anna Berg', did: 1, approved: 0, rejected: 0 },
        ...{ first: '2026-03-02T08:00:00.000Z', last: '2026-03-02T08:00:00.000Z' },
        roles: [],
      },
    ],
    signedIn: 'none',
    ...overrides,
  };
}

/** The zone of the readers in these tests. */
export const ZONE = 'Europe/Berlin';
