import type { RunCommand } from '../../src/engine/commands.js';
import { Archive } from '../../src/engine/archive.js';
import { Briefings } from '../../src/engine/briefings.js';
import { Checklists } from '../../src/engine/checklists.js';
import { Drafts } from '../../src/engine/drafts.js';
import { HandOvers } from '../../src/engine/handover-import.js';
import { HeldWork } from '../../src/engine/held-work.js';
import { InstanceTree } from '../../src/engine/instance-tree.js';
import { Listings } from '../../src/engine/listings.js';
import { Matchings } from '../../src/engine/matchings.js';
import { Migrator } from '../../src/engine/migrator.js';
import { Operations } from '../../src/engine/operations.js';
import { Overview } from '../../src/engine/overview.js';
import { Practices } from '../../src/engine/practice.js';
import { Promoter } from '../../src/engine/promoter.js';
import { Queries } from '../../src/engine/queries.js';
import { Quotas } from '../../src/engine/quotas.js';
import { RunComparer } from '../../src/engine/run-compare.js';
import { RunMaps } from '../../src/engine/run-map.js';
import { RunForker } from '../../src/engine/run-forker.js';
import { StepPages } from '../../src/engine/step-pages.js';
import { Umstieg } from '../../src/engine/umstieg.js';
import { Visits } from '../../src/engine/visits.js';
import { Uploads } from '../../src/engine/uploads.js';

/** Each command of the engine with the operation that sends it. */
export const COMMANDS: Readonly<Record<RunCommand['do'], string>> = {
  submit: 'submitClaim',
  approve: 'approveStep',
  reject: 'rejectStep',
  withdraw: 'withdrawStep',
  waive: 'waiveStep',
  redo: 'redoStep',
  'accept-outdated': 'acceptOutdated',
  assign: 'assignStep',
  note: 'noteOnStep',
  switch: 'switchStep',
  plan: 'planRun',
  signal: 'sendSignal',
  pause: 'pauseRun',
  resume: 'resumeRun',
  cancel: 'cancelRun',
  migrate: 'migrateRun',
  'undo-migration': 'undoMigration',
  advance: 'advanceClock',
  clock: 'setClock',
};

/** What the engine offers to faces: the operation that reaches it, or after `-` why none does. */
export const OFFERED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Umstieg: {
    newProject: 'newProject',
    newRun: 'newRun',
    submit: 'submitClaim',
    command: 'approveStep',
    orphans: 'listOrphans',
    othersEnd: '- waits, for programs that play a list of answers',
    close: '- the server closes the folder when it ends',
    onProgress: 'showAttempt',
    recordRefusal: 'newRun',
    begin: '- for whoever opens a folder and plays on',
    settle: '- waits; over HTTP one asks for the attempt',
    resume: '- the server does it by itself',
    verify: 'beginOperation',
  },
  Queries: {
    list: 'listRuns',
    run: '- a page asks for the checklist, which says more',
    task: '- a page asks for the page of the step, which says more',
    outcome: 'showAttempt',
    lastClaim: 'lastClaim',
    answerTo: 'answerTo',
  },
  Checklists: { heads: 'overview', of: 'showRun', at: 'overview' },
  Overview: { runs: 'overview' },
  StepPages: { of: 'showStep', words: 'stepWords' },
  Briefings: { of: 'briefing' },
  RunMaps: { of: 'showMap' },
  Practices: { of: 'practiceFiles', customers: 'practiceCustomers' },
  Matchings: {
    of: 'showMatching',
    all: 'listComparisons',
    close: '- the program closes the folder when it ends',
  },
  Operations: {
    begin: 'beginOperation',
    settle: '- waits when the server stops',
    abandon: '- cuts off what goes on when the server stops',
    find: 'showOperation',
    list: 'listOperations',
    progressOf: 'showOperation',
    fileOf: 'downloadOperation',
    cancel: 'cancelOperation',
  },
  Visits: { read: 'briefing', write: 'markVisit' },
  Listings: {
    runs: 'listRuns',
    counts: 'metrics',
    heads: 'listen',
    between: 'listen',
    evidence: 'listEvidence',
  },
  Migrator: {
    find: 'diffDefinitions',
    diff: 'diffDefinitions',
    forecast: 'forecastRun',
    forecastAll: 'forecastRuns',
    apply: 'migrateRun',
    undo: 'undoMigration',
  },
  Drafts: {
    read: 'readDraft',
    write: 'keepDraft',
    remove: 'dropDraft',
    all: '- a page asks for the draft of the step it shows',
    removeWhere: '- erasing is a command of whoever has the data folder',
  },
  Uploads: {
    take: 'uploadEvidence',
    find: 'submitClaim',
    sweep: '- the server does it by itself, once an hour',
  },
  Archive: {
    export: 'beginOperation',
    portOf: '- for steps',
  },
  InstanceTree: {
    head: 'treeHead',
    inclusion: '- in every bundle, and on the command line',
    consistency: '- on the command line so far',
  },
  HandOvers: {
    import: '- on the command line so far',
    handedOver: '- on the command line so far',
  },
  HeldWork: {
    hold: '- a server started with --paused says so by itself',
    release: 'beginWork',
    look: 'beginWork',
    end: '- the server does it by itself',
    isHeld: 'showWork',
  },
  Quotas: {
    current: 'showQuota',
    set: 'setQuota',
    used: 'showQuota',
    within: 'uploadEvidence',
  },
  RunForker: { fork: 'newWhatIf' },
  RunComparer: { compare: 'compareRuns' },
  Promoter: {
    handIn: 'promoteStep',
    order: 'planPromotion',
    choose: 'promoteStep',
    plan: 'planPromotion',
    prepare: 'promoteStep',
    refuse: 'promoteStep',
  },
};

export const CLASSES = {
  Umstieg,
  Queries,
  Checklists,
  Overview,
  StepPages,
  Briefings,
  RunMaps,
  Practices,
  Visits,
  Operations,
  Matchings,
  Listings,
  Migrator,
  Drafts,
  Uploads,
  Archive,
  HandOvers,
  HeldWork,
  Quotas,
  InstanceTree,
  RunForker,
  RunComparer,
  Promoter,
};

/** TypeScript keeps these to their class; the running program cannot tell. */
export const PRIVATE: Readonly<Record<string, readonly string[]>> = {
  Umstieg: ['send'],
  Checklists: ['make', 'look', 'keep'],
  Overview: ['look', 'at', 'tell'],
  StepPages: ['pageOf', 'history'],
  Queries: ['taskOf'],
  Briefings: ['after'],
  RunMaps: ['words'],
  Visits: ['file'],
  Operations: [
    'beginOnce',
    'carryOut',
    'failed',
    'turn',
    'idOf',
    'isLeft',
    'write',
    'recordOf',
    'folderOf',
    'now',
  ],
  Matchings: ['stored', 'totalsOf', 'table', 'read', 'decisions'],
  Migrator: ['judge', 'canGoBack', 'isGenuine', 'mapping', 'busy', 'withoutProvider'],
  RunForker: ['make', 'madeBefore', 'origin', 'luggage', 'turn'],
  RunComparer: ['load', 'isChosen'],
  Promoter: ['between', 'handedIn', 'unused', 'requireOrigin', 'known', 'requireEvidence'],
  Drafts: ['file'],
  Uploads: ['keep', 'recordOf', 'requireRoom', 'requireSame'],
  Archive: ['seal', 'rowsAt', 'requireNobodyAtIt', 'named'],
  HeldWork: ['record', 'last'],
  Quotas: ['requireRoom', 'files', 'waiting'],
  InstanceTree: ['proof', 'signed'],
  HandOvers: [
    'projectIsKnown',
    'takeEvidence',
    'turn',
    'requireNobodyAtIt',
    'withOwnPeople',
    'withdrawUnknownApprovals',
  ],
};
