import 'reflect-metadata';
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAnswers } from '../../src/cli/answers-file.js';
import { flagsOf } from '../../src/cli/drill-grade.js';
import { play } from '../../src/cli/play.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { checkFiles } from '../../src/drill/check-files.js';
import { ALWAYS } from '../../src/drill/errors/always.js';
import { CATALOG } from '../../src/drill/errors/catalog.js';
import { TRAPS } from '../../src/drill/errors/traps.js';
import { grade, gradedKey, type Flag, type GradedKey } from '../../src/drill/grade.js';
import { newDrill } from '../../src/drill/new-drill.js';
import { commandLineWho } from '../../src/engine/umstieg.js';
import { openSession } from '../../src/open-session.js';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';

afterAll(removeFolders);

/** Writes a drill, plays it to its end in a data folder of its own, and hands back key and flags. */
async function played(users: number, seed: number, errors: string) {
  const folder = makeFolder();
  const drill = join(folder, 'drill');
  await newDrill({ out: drill, users, seed, errors });
  const key = gradedKey.parse(JSON.parse(readFileSync(join(drill, 'key.json'), 'utf8')));
  const session = await openSession(DOCUMENTED, { dataFolder: join(folder, 'data') });
  try {
    const who = commandLineWho('Anna Berg');
    const { runId } = await session.umstieg.newProject({ customer: 'Übung', kind: 'drill', who });
    const file = await readAnswers(join(drill, 'answers.yaml'));
    const quiet = { onEntry: () => undefined, warn: () => undefined };
    const result = await play({ session, runId, file, as: undefined, environment: {}, ...quiet });
    const flags = [...(await flagsOf(session, runId)), ...(await checkFiles(drill, key))];
    return { drill, key, result, flags };
  } finally {
    await session.close();
  }
}

/** What a failing test should show: what was missed, what was false. */
function verdictOf(key: GradedKey, flags: readonly Flag[]) {
  const { errors, falseAlarms } = grade(key, flags);
  return { missed: errors.filter((e) => !e.flagged).map(({ id }) => id), falseAlarms };
}

const CLEAN = { missed: [], falseAlarms: [] };
/** A fresh customer at each run; SEED repeats one. */
const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31));

describe(`a drill with every error of the catalog, seed ${seed}`, () => {
  it.each([12, 31])(
    'is played to its end with %d users: each error flagged, nothing else',
    async (users) => {
      const { key, result, flags } = await played(users, seed, 'all');
      expect(verdictOf(key, flags)).toEqual(CLEAN);
      expect([result.stopped, result.status]).toEqual([undefined, 'completed']);
      const { totals } = grade(key, flags);
      expect(totals.planted).toBe(CATALOG.length + ALWAYS.length);
      const { hits, followed, notes, falseAlarms } = totals;
      expect(hits + followed + notes + falseAlarms).toBe(flags.length);
    },
    120_000,
  );
});

it('a drill without planted errors raises no alarm, and a finding taken away is missed', async () => {
  const { drill, key, flags } = await played(12, seed, 'none');
  expect(existsSync(join(drill, 'traps'))).toBe(false);
  expect(verdictOf(key, flags)).toEqual(CLEAN);
  const deaf = flags.filter(({ code }) => code !== 'mac.is-target');
  expect(verdictOf(key, deaf).missed).toEqual(['answer.mac-of-new-server']);
}, 120_000);

it('an error that is flagged at two files names both: alone it leaves no alarm over', async () => {
  const { key, flags } = await played(12, seed, 'lines.swapped-tables');
  expect(verdictOf(key, flags)).toEqual(CLEAN);
}, 120_000);

describe('grading', () => {
  const key = gradedKey.parse({
    format: 'umstieg-drill-key/2',
    seed: 1,
    customer: 'Übung',
    planted: [
      {
        id: 'twice',
        trap: 'list',
        what: { de: 'doppelt', en: 'twice' },
        expected: {
          by: 'R-706',
          code: 'email.duplicate',
          places: [
            { file: 'users.csv', row: 3 },
            { file: 'users.csv', row: 9 },
          ],
        },
        also: ['R-707 match.none'],
      },
    ],
  });
  const at = (row: number, file = 'users.csv') => ({
    ...{ by: 'R-706', code: 'email.duplicate', place: { file, row, column: 'email' } },
  });

  it('asks for every place of an error', () => {
    expect(grade(key, [at(3), at(9, '/drill/traps/list/users.csv')]).totals.flagged).toBe(1);
    expect(grade(key, [at(3)]).totals).toMatchObject({ flagged: 0, missed: 1, hits: 1 });
  });

  it('calls it a false alarm when place, step or code are others', () => {
    const strangers = [at(4), at(3, 'other.csv'), { ...at(3), by: 'R-109' }];
    expect(grade(key, strangers).falseAlarms).toEqual(strangers);
  });

  it('counts what follows from an error and what is for information apart', () => {
    const flags = [
      { by: 'R-707', code: 'match.none' },
      { by: 'R-810', code: 'tell.pin-mails' },
    ];
    expect(grade(key, flags).totals).toMatchObject({ found: 2, followed: 1, notes: 1 });
  });
});

describe('the catalog', () => {
  it('names each error once, and each one has its trap', () => {
    const ids = CATALOG.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const traps = new Set(CATALOG.map(({ trap }) => trap));
    expect([...traps].sort()).toEqual(Object.keys(TRAPS).sort());
  });

  it('has a file command for every trap that no answer brings before the run', () => {
    const bySteps = CATALOG.filter(({ trap }) => TRAPS[trap]?.before !== undefined);
    expect(bySteps.filter(({ by }) => !/^R-\d+$/.test(by))).toEqual([]);
    const byFiles = CATALOG.filter(({ trap }) => TRAPS[trap]?.before === undefined);
    const commands = ['connector check', 'connector simulate', 'match'];
    expect([...new Set(byFiles.map(({ by }) => by))].sort()).toEqual(commands);
  });
});
