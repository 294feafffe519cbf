import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { examined } from './aftermath.js';
import { newDrillFolder, type DrillFolder } from './drill-folder.js';
import { spread, type Bench, type Fault, type Trial } from './fault.js';
import { ROOT, run, umstieg, type Ended } from './processes.js';
import { differences } from './same-end.js';
import { copyTo } from './sent.js';
import { storedRun, type StoredRun } from './stored-run.js';

export const AFTER_WRITE = pathToFileURL(join(ROOT, 'test', 'faults', 'after-write.mjs')).href;

/** For every durable write i of a whole drill: killed right after it, from a copy taken before it, then played on. */
export const killDrill: Fault = {
  name: 'kill.drill',
  provoked: '`kill -9` right after the i-th durable write of a whole drill on the command line',
  behavior: 'played on: same end as without a kill, every effect once, nothing left started',
  isLong: true,
  needs: [],
  tries: { slice: 5, full: Number.POSITIVE_INFINITY },
  trials,
};

async function* trials(bench: Bench): AsyncIterable<Trial> {
  const drill = await newDrillFolder(bench.folder);
  const { wanted, writes } = await reference(drill, bench.folder);
  const points = spread(
    Array.from({ length: writes }, (_, i) => i + 1),
    bench,
  );
  const copies = join(bench.folder, 'copies');
  mkdirSync(copies);
  copyTo(drill.data, join(copies, '0'));
  const before = points.map((i) => String(i - 1)).join(',');
  const copied = copyTo(drill.data, join(bench.folder, 'copied'));
  const copying = { AFTER_WRITE_COPY: copies, AFTER_WRITE_ONLY: before };
  done(await play({ ...drill, data: copied }, copying));
  for (const i of points) {
    const data = join(copies, String(i - 1));
    yield { what: `write ${String(i)}`, problems: await crash({ ...drill, data }, wanted) };
    rmSync(data, { recursive: true });
  }
}

/** The same drill without a kill. */
async function reference(
  drill: DrillFolder,
  folder: string,
): Promise<{ wanted: StoredRun; writes: number }> {
  const data = copyTo(drill.data, join(folder, 'reference'));
  const counter = join(folder, 'count');
  done(await play({ ...drill, data }, { AFTER_WRITE_COUNT: counter }));
  const wanted = await storedRun(data, drill.run);
  if (!wanted) throw new Error('no run');
  return { wanted, writes: Number(readFileSync(counter, 'utf8')) };
}

async function crash(drill: DrillFolder, wanted: StoredRun): Promise<string[]> {
  const killed = await play(drill, { AFTER_WRITE_KILL: '1' });
  if (killed.signal !== 'SIGKILL') return [`was not killed: ${killed.stderr}`];
  const again = await play(drill, {});
  if (again.code !== 0) return [`played on with ${String(again.code)}: ${again.stderr}`];
  const found = await storedRun(drill.data, drill.run);
  if (!found) return ['the run is gone'];
  return [...differences(wanted, found), ...(await examined(drill.data))];
}

function play(o: DrillFolder, env: Readonly<Record<string, string>>): Promise<Ended> {
  const [node = '', ...args] = umstieg(o.data, '--as', 'Anna Berg', 'play', o.run, o.answers);
  return run([node, '--import', AFTER_WRITE, ...args], { env });
}

function done({ code, stderr, stdout }: Ended): void {
  if (code !== 0) throw new Error(`play: ${String(code)} ${stderr}${stdout}`);
}
