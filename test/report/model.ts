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
    reason: null,
    switchedOff: false,
    warnings: [],
    pointOfNoReturn: false,
    overwrites: false,
    evidence: 0,
    ...overrides,
  };
}

/** A finished live run of Muster GmbH with one step. */
export function model(overrides: Partial<ReportModel> = {}): ReportModel {
  return {
    format: 'umstieg-report/1',
    run: {
      ...{ id: 'r-1', projectId: 'p-1', customer: 'Muster GmbH', kind: 'live' },
      ...{ status: 'completed', paused: false, clock: null, revision: 7 },
      definition: { name: 'xphone-migration', version: '1.0.0', hash: 'd'.repeat(64) },
      createdAt: '2026-03-02T08:00:00.000Z',
      asOf: '2026-03-14T16:30:00.000Z',
      progress: { done: 1, total: 1 },
    },
    seal: { head: 'a'.repeat(64), entries: 185, signer: 'b'.repeat(64), instance: 'c0ffee' },
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
    scope: {
      moves: [{ de: '`Wahlparameter`', en: 'Dialing parameters (`Wahlparameter`)' }],
      unused: [{ de: 'Fax: `Drucker`', en: 'Fax: printers (`Drucker`)' }],
      notNamed: [{ de: 'Anruf-Journale: nicht genannt', en: 'Call journals: not named' }],
    },
    users: {
      ...{ source: 12, moved: 8, kept: 1, notMoved: 3 },
      because: { noMatch: 2, withoutData: 1, uncertain: 0 },
    },
    tell: {
      recordAgain: ['max@muster.example'],
      checkOwn: [],
      overwritten: [],
      exportedAt: '2026-03-06T16:00:00.000Z',
    },
    signOff: { customer: 'Paul Kunde', partner: 'Lena Voss', on: '2026-03-14' },
    people: [
      {
        ...{ name: 'Anna Berg', did: 1, approved: 0 },
        ...{ first: '2026-03-02T08:00:00.000Z', last: '2026-03-02T08:00:00.000Z' },
      },
    ],
    unauthenticated: true,
    ...overrides,
  };
}
