import { NestFactory } from '@nestjs/core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunCommand } from '../../src/engine/commands.js';
import { Archive } from '../../src/engine/archive.js';
import { Briefings } from '../../src/engine/briefings.js';
import { Checklists } from '../../src/engine/checklists.js';
import { Drafts } from '../../src/engine/drafts.js';
import { HandOvers } from '../../src/engine/handover-import.js';
import { Listings } from '../../src/engine/listings.js';
import { Matchings } from '../../src/engine/matchings.js';
import { Migrator } from '../../src/engine/migrator.js';
import { Operations } from '../../src/engine/operations.js';
import { Overview } from '../../src/engine/overview.js';
import { Promoter } from '../../src/engine/promoter.js';
import { Queries } from '../../src/engine/queries.js';
import { RunComparer } from '../../src/engine/run-compare.js';
import { RunMaps } from '../../src/engine/run-map.js';
import { RunForker } from '../../src/engine/run-forker.js';
import { StepPages } from '../../src/engine/step-pages.js';
import { Umstieg } from '../../src/engine/umstieg.js';
import { Visits } from '../../src/engine/visits.js';
import { Uploads } from '../../src/engine/uploads.js';
import { apiDocument, HttpModule } from '../../src/http/http.module.js';
import { Log } from '../../src/http/log.js';
import { onLoopback } from '../../src/http/outside.js';
import { cleanUp, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import { contentOf, ROOT } from '../style/repository.js';
import { accessTo } from './api.js';
import { DOCUMENT } from './valid-answer.js';

/** Each command of the engine with the operation that sends it. */
const COMMANDS: Readonly<Record<RunCommand['do'], string>> = {
  submit: 'submitClaim',
  approve: 'approveStep',
  reject: 'rejectStep',
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
const OFFERED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
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
    begin: '- a server started with --paused only looks; start it without',
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
  Matchings: {
    of: 'showMatching',
    all: 'listComparisons',
    close: '- the program closes the folder when it ends',
  },
  Operations: {
    begin: 'beginOperation',
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
  },
  Uploads: { take: 'uploadEvidence', find: 'submitClaim' },
  Archive: {
    export: 'beginOperation',
    portOf: '- for steps',
  },
  HandOvers: {
    import: '- on the command line so far',
    handedOver: '- on the command line so far',
  },
  RunForker: { fork: 'newWhatIf' },
  RunComparer: { compare: 'compareRuns' },
  Promoter: {
    handIn: 'promoteStep',
    order: 'planPromotion',
    plan: 'planPromotion',
    refuse: 'promoteStep',
  },
};
const CLASSES = {
  Umstieg,
  Queries,
  Checklists,
  Overview,
  StepPages,
  Briefings,
  RunMaps,
  Visits,
  Operations,
  Matchings,
  Listings,
  Migrator,
  Drafts,
  Uploads,
  Archive,
  HandOvers,
  RunForker,
  RunComparer,
  Promoter,
};

const operations = new Set(
  Object.values(DOCUMENT.paths).flatMap((path) => Object.values(path).map((o) => o.operationId)),
);

afterAll(cleanUp);

describe('the document of the API', () => {
  it('is the one that is checked in', () => {
    const { version } = JSON.parse(contentOf('package.json')) as { version: string };
    const stored = readFileSync(join(ROOT, 'docs', 'openapi.json'), 'utf8');
    expect(JSON.parse(stored)).toEqual(JSON.parse(JSON.stringify(apiDocument(version))));
    expect(DOCUMENT.openapi).toBe('3.1.0');
  });

  it('names every route of the router, and no other', async () => {
    const umstieg = await openTiny(await temporaryFolder());
    const parts = {
      session: { umstieg, report: () => Promise.resolve('') },
      ...{ access: accessTo(umstieg), outside: onLoopback(() => 0) },
      ...{ log: new Log(() => undefined), version: '9.9.9' },
    };
    const app = await NestFactory.create(HttpModule.of(parts), { logger: false });
    await app.init();
    const { router } = app.getHttpAdapter().getInstance() as { router: Router };
    const served = router.stack.flatMap(({ route }) =>
      route ? Object.keys(route.methods).map((method) => `${method} ${route.path}`) : [],
    );
    await app.close();
    const described = Object.entries(DOCUMENT.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(served.sort()).toEqual(described.sort());
    expect(served.length).toBe(operations.size);
  });

  it('reaches every command of the engine', () => {
    expect(Object.values(COMMANDS).filter((id) => !operations.has(id))).toEqual([]);
  });

  it.each(Object.entries(CLASSES))('reaches what %s offers, or says why not', (name, type) => {
    const table = OFFERED[name] ?? {};
    const own = Object.getOwnPropertyNames(type.prototype);
    const hidden = new Set(PRIVATE[name]);
    expect(own.filter((method) => method !== 'constructor' && !hidden.has(method)).sort()).toEqual(
      Object.keys(table).sort(),
    );
    const reached = Object.values(table).filter((to) => !to.startsWith('- '));
    expect(reached.filter((id) => !operations.has(id))).toEqual([]);
  });
});

interface Router {
  readonly stack: readonly {
    readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  }[];
}

/** TypeScript keeps these to their class; the running program cannot tell. */
const PRIVATE: Readonly<Record<string, readonly string[]>> = {
  Umstieg: ['send'],
  Checklists: ['make', 'look', 'keep'],
  Overview: ['look', 'at'],
  StepPages: ['history'],
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
  Matchings: ['stored', 'isMatch', 'table', 'read', 'decisions'],
  Migrator: ['judge', 'isGenuine', 'mapping', 'busy', 'withoutProvider'],
  RunForker: ['make', 'madeBefore', 'origin', 'luggage', 'turn'],
  RunComparer: ['load', 'isChosen'],
  Promoter: ['between', 'handedIn', 'unused', 'requireOrigin', 'known', 'requireEvidence'],
  Drafts: ['file'],
  Uploads: ['recordOf'],
  Archive: ['seal', 'rowsAt', 'requireNobodyAtIt', 'named'],
  HandOvers: [
    'projectIsKnown',
    'takeEvidence',
    'turn',
    'requireNobodyAtIt',
    'withOwnPeople',
    'withdrawUnknownApprovals',
  ],
};
