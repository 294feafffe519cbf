import { setImmediate as nextTurn } from 'node:timers/promises';
import { Database } from '../../src/persistence/database.js';
import { Ledger, MARKS, newFolder, removeNewFolders, type Spoil } from './ledger.js';

const RUNS = ['r-1', 'r-2', 'r-3', 'r-4'];
const SPOILED: readonly Spoil[] = ['twice', 'taken', 'null', 'stranger'];

let folder: string;
let url: string;
let ledger: Ledger;

/** What every database must do for the unit of work. `address` gives that of a new one; '' is the SQLite file of the folder. */
export function storeContract(address: () => Promise<string>): void {
  beforeEach(async () => {
    folder = newFolder();
    url = await address();
    ledger = await Ledger.open(folder, url);
    for (const run of RUNS) await ledger.begin(run);
    ledger.written.length = 0;
  });
  afterEach(async () => {
    await ledger.database.close();
    removeNewFolders();
  });
  describe('commands that overlap', commandsThatOverlap);
  describe('commands seen from outside', commandsSeenFromOutside);
  describe('group commit', groupCommit);
}

const runOf = (i: number) => RUNS[i % RUNS.length] ?? '';
const failed = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.flatMap((r, i) => (r.status === 'rejected' ? [i] : []));

function commandsThatOverlap(): void {
  it('lose nothing and double nothing when the database refuses 7 of 20 of them', async () => {
    const bad = [2, 3, 7, 9, 12, 18, 19];
    const spoil = (i: number): Spoil =>
      bad.includes(i) ? (SPOILED[i % SPOILED.length] ?? 'twice') : 'not';
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => ledger.add(runOf(i), `w${String(i)}`, spoil(i))),
    );
    expect(failed(results)).toEqual(bad);
    for (const [index, run] of RUNS.entries()) {
      const mine = Array.from({ length: 20 }, (_, i) => i).filter(
        (i) => i % RUNS.length === index && !bad.includes(i),
      );
      expect(await ledger.words(run)).toEqual(['begun', ...mine.map((i) => `w${String(i)}`)]);
      expect(await ledger.entries(run)).toEqual([1, ...mine.map((_, i) => i + 2)]);
    }
  });

  it.each([1, 5_000])(
    'hold when memory has room for %s bytes of all the runs they are for',
    async (room) => {
      const tight = await Ledger.open(folder, url, room);
      try {
        const words = Array.from({ length: 40 }, (_, i) => `w${String(i)}`);
        await Promise.all(words.map((word, i) => tight.add(runOf(i), word)));
        for (const [index, run] of RUNS.entries()) {
          const mine = words.filter((_, i) => i % RUNS.length === index);
          expect(await tight.words(run)).toEqual(['begun', ...mine]);
        }
        const known = RUNS.filter((run) => tight.unitOfWork.known(run));
        expect(known.length).toBeLessThan(RUNS.length);
      } finally {
        await tight.database.close();
      }
    },
  );

  it('say which rule of the database was broken, without the values', async () => {
    const [taken, missing] = await Promise.allSettled([
      ledger.add('r-1', 'secret word', 'taken'),
      ledger.add('r-2', 'secret word', 'null'),
    ]);
    for (const result of [taken, missing]) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'store.failed' } });
      expect(JSON.stringify((result as PromiseRejectedResult).reason)).not.toContain('secret word');
    }
  });

  it('are there for another program as soon as they are acknowledged', async () => {
    for (let i = 0; i < 10; i++) {
      await ledger.add('r-1', `w${String(i)}`);
      const other = await Database.open(folder, url);
      const [seen] = await other.query<{ state: string }>(`SELECT state FROM run WHERE id = 'r-1'`);
      await other.close();
      expect(seen?.state).toContain(`"w${String(i)}"`);
    }
  });
}

function commandsSeenFromOutside(): void {
  it('never let a plain read see half of them', async () => {
    const other = await Database.open(folder, url);
    const seen: string[] = [];
    let writing = true;
    const watch = async (database: Database) => {
      while (writing) {
        const rows = await database.query<{ value: string; n: number }>(
          `SELECT value, count(*) AS n FROM opening WHERE kind = 'mark' GROUP BY run_id, value`,
        );
        const heads = await database.query(
          `SELECT r.id FROM run r WHERE r.head_seq <> (SELECT count(*) FROM audit_entry e WHERE e.run_id = r.id)`,
        );
        for (const row of rows) if (row.n !== MARKS) seen.push(`${row.value} has ${String(row.n)}`);
        for (const row of rows) if (row.value.includes('bad')) seen.push(`${row.value} is there`);
        if (heads.length > 0) seen.push('a head without its entries');
        await nextTurn();
      }
    };
    const watching = [watch(ledger.database), watch(other)];
    for (let round = 0; round < 15; round++) {
      await Promise.allSettled(
        Array.from({ length: 12 }, (_, i) => {
          const spoil = i % 3 === 0 ? (SPOILED[(i + round) % SPOILED.length] ?? 'twice') : 'not';
          return ledger.add(
            runOf(i),
            `${spoil === 'not' ? 'good' : 'bad'}-${String(round)}-${String(i)}`,
            spoil,
          );
        }),
      );
    }
    writing = false;
    await Promise.all(watching);
    await other.close();
    expect(seen).toEqual([]);
    expect((await ledger.words('r-2')).length).toBeGreaterThan(30);
  });

  it('of two programs on one file are all kept, each in the order it was given', async () => {
    const second = await Ledger.open(folder, url);
    const words = (who: string) => Array.from({ length: 15 }, (_, i) => `${who}${String(i)}`);
    await Promise.all([
      ...words('a').map((word) => ledger.add('r-1', word)),
      ...words('b').map((word) => second.add('r-1', word)),
    ]);
    await second.database.close();
    const all = await ledger.words('r-1');
    expect(all.filter((word) => word.startsWith('a'))).toEqual(words('a'));
    expect(all.filter((word) => word.startsWith('b') && word !== 'begun')).toEqual(words('b'));
    expect(all).toHaveLength(31);
  });

  it('are seen by a command that writes nothing: what another program wrote meanwhile decides it', async () => {
    const second = await Ledger.open(folder, url);
    await ledger.add('r-1', 'known');
    await second.add('r-1', 'news');
    await second.database.close();
    const written = ledger.written.length;
    const seen = await ledger.unitOfWork.submit<unknown>({
      ...{ runId: 'r-1', lookupKey: null },
      decide: (run) => ({ settle: () => JSON.parse(run?.row.state ?? '') as unknown }),
    });
    expect(seen).toEqual(['begun', 'known', 'news']);
    expect(ledger.written).toHaveLength(written);
  });
}

function groupCommit(): void {
  it('writes 100 commands given at once with far fewer statements, first in first out', async () => {
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 100 }, (_, i) => ledger.add('r-1', String(i)).then(() => order.push(i))),
    );
    const numbers = Array.from({ length: 100 }, (_, i) => i);
    expect(ledger.written.length).toBeLessThanOrEqual(5);
    expect(await ledger.words('r-1')).toEqual(['begun', ...numbers.map(String)]);
    expect(order).toEqual(numbers);
  });

  it('is not disturbed by a refusal in the middle, which writes nothing', async () => {
    const refusal = new Error('not now');
    const refused = ledger.unitOfWork.submit({
      runId: 'r-2',
      lookupKey: null,
      decide: () => {
        throw refusal;
      },
    });
    const late = ledger.word('r-1', 'kept', 'not', () => {
      throw refusal;
    });
    const results = await Promise.allSettled([
      ledger.add('r-1', 'before'),
      refused,
      ledger.unitOfWork.submit(late),
      ledger.add('r-2', 'after'),
    ]);
    expect(failed(results)).toEqual([1, 2]);
    expect(ledger.written).toHaveLength(1);
    expect(await ledger.words('r-1')).toEqual(['begun', 'before', 'kept']);
    expect(await ledger.words('r-2')).toEqual(['begun', 'after']);
  });

  it('answers the others in its batch when one run is damaged', async () => {
    await ledger.database.close();
    const other = await Database.open(folder, url);
    await other.write(`UPDATE run SET state = '["forged"]' WHERE id = 'r-3'`, []);
    await other.close();
    ledger = await Ledger.open(folder, url);
    await ledger.add('r-1', 'known');
    const given = ['r-1', 'r-3', 'r-2', 'r-3', 'r-1'].map((run) => ledger.add(run, 'next'));
    const results = await Promise.allSettled(given);
    expect(failed(results)).toEqual([1, 3]);
    expect(results[1]).toMatchObject({ reason: { code: 'snapshot.corrupt' } });
    const onlyDamaged = await Promise.allSettled([
      ledger.add('r-1', 'last'),
      ledger.add('r-3', 'no'),
    ]);
    expect(failed(onlyDamaged)).toEqual([1]);
    expect(await ledger.words('r-1')).toEqual(['begun', 'known', 'next', 'next', 'last']);
    expect(await ledger.words('r-2')).toEqual(['begun', 'next']);
  });
}
