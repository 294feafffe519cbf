import { WHOLE_STATE } from '../../src/persistence/whole-state.js';
import { stateText } from '../../src/engine/state-text.js';
import type { RunState } from '../../src/engine/run-state.js';
import { databaseIn, RawFile } from '../persistence/raw-file.js';
import { anna, cleanUp, newTinyRun, openTiny, temporaryFolder } from './tiny-sequence.js';

afterEach(cleanUp);

/** Texts that would lead somebody astray who looks for the place of the tasks by hand. */
const HOSTILE = ['"tasks":{%}', '":{%}', '\\":{%}', 'tasks":{%}', '{%}', '"', '\\', '\u2028 ü 😀'];

function stateWith(text: string): RunState {
  return {
    origin: { kind: 'live', project: text, createdAt: text, customer: null },
    root: text,
    parts: { tasks: text },
    status: { 'T-1': 'done' },
    tasks: { 'T-1': { reasons: [text], round: 1 }, [text]: { result: text } },
    flags: { tasks: {}, 'T-1': { [text]: text } },
    ...{ timers: {}, inbox: [text], off: [], clock: null, paused: false, canceled: false },
  };
}

describe('the state of a run as it lies in the database', () => {
  it.each(HOSTILE)('is joined again byte for byte with %j in every place', async (text) => {
    const folder = await temporaryFolder();
    const { whole, frame } = stateText(stateWith(text));
    expect(whole).toBe(JSON.stringify(stateWith(text)));
    const umstieg = await openTiny(folder);
    const run = await newTinyRun(umstieg);
    await umstieg.close();
    const joined = await RawFile.use(databaseIn(folder), async (raw) => {
      await raw.all('DELETE FROM run_task WHERE run_id = ?', [run]);
      await raw.all('UPDATE run SET state = ? WHERE id = ?', [frame, run]);
      const tasks = Object.entries(stateWith(text).tasks);
      for (const [place, [step, details]] of tasks.entries())
        await raw.all('INSERT INTO run_task VALUES (?, ?, ?, ?)', [
          ...[run, step, place],
          JSON.stringify(details),
        ]);
      return raw.one<{ state: string }>(`SELECT ${WHOLE_STATE} AS state FROM run r WHERE id = ?`, [
        run,
      ]);
    });
    expect(joined.state).toBe(whole);
  });

  it('is written whole once when an earlier program wrote it, and in rows from then on', async () => {
    const folder = await temporaryFolder();
    let umstieg = await openTiny(folder);
    const run = await newTinyRun(umstieg);
    await umstieg.submit(run, 'T-101', { set: { size: 3, who: 'Jörg' }, evidence: [] }, anna);
    await umstieg.close();
    await RawFile.use(databaseIn(folder), async (raw) => {
      await raw.all(`UPDATE run AS r SET state = ${WHOLE_STATE}`);
      await raw.all('DELETE FROM run_task');
    });

    umstieg = await openTiny(folder);
    expect((await umstieg.verify(run)).findings).toEqual([]);
    await umstieg.command(run, { do: 'assign', step: 'T-202', to: 'Mia' }, anna);
    expect((await umstieg.verify(run)).findings).toEqual([]);
    await umstieg.close();
    const rows = await RawFile.use(databaseIn(folder), (raw) =>
      raw.all<{ step: string }>('SELECT step FROM run_task WHERE run_id = ? ORDER BY place', [run]),
    );
    expect(rows.map(({ step }) => step)).toEqual(expect.arrayContaining(['T-101', 'T-202']));
  });

  it('changes only the rows of the steps that a command changed', async () => {
    const folder = await temporaryFolder();
    const umstieg = await openTiny(folder);
    const run = await newTinyRun(umstieg);
    await umstieg.submit(run, 'T-101', { set: { size: 3, who: 'Jörg' }, evidence: [] }, anna);
    await umstieg.settle();
    const batches: { tasks?: { step: string }[] }[] = [];
    const { database } = umstieg.core;
    const write = database.writeBatch.bind(database);
    database.writeBatch = (body) => {
      batches.push(JSON.parse(body) as (typeof batches)[number]);
      return write(body);
    };
    await umstieg.command(run, { do: 'assign', step: 'T-202', to: 'Mia' }, anna);
    await umstieg.close();
    expect(batches.map(({ tasks }) => tasks?.map(({ step }) => step))).toEqual([['T-202']]);
  });
});
