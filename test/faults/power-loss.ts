import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { aftermath } from './aftermath.js';
import { DiskModel } from './disk-model.js';
import { spread, type Bench, type Fault, type Trial } from './fault.js';
import { answersIn, copyTo, newFolder, send, type SendOptions } from './sent.js';
import { DURABLE, ONE_THREAD, recording } from './strace.js';
import { callsIn, type Call } from './strace-log.js';

const ROWS: readonly { name: string; what: string; mode: SendOptions['mode']; count: number }[] = [
  { name: 'power.commands', what: '25 commands one by one', mode: 'one-by-one', count: 25 },
  { name: 'power.evidence', what: '6 evidence files of 200 KB', mode: 'evidence', count: 6 },
];

/** What was acknowledged before the power went must be there, whatever of the unflushed rest is. */
export const powerLoss: readonly Fault[] = ROWS.map((row) => ({
  name: row.name,
  provoked: `the power goes at any write or flush of ${row.what}: the unflushed is gone, or torn by 512 bytes (replayed log)`,
  behavior: 'nothing acknowledged is missing; the next start goes on',
  needs: ['strace'],
  tries: { slice: 4, full: Number.POSITIVE_INFINITY },
  trials: (bench) => trials(row, bench),
}));

async function* trials(row: (typeof ROWS)[number], bench: Bench): AsyncIterable<Trial> {
  const { data: base, run } = await newFolder(bench.folder);
  const data = copyTo(base, join(bench.folder, 'data'));
  const log = join(bench.folder, 'calls.log');
  const calls = [...DURABLE, 'write', 'writev', 'pwritev'];
  const { mode, count } = row;
  const { ended } = await send(data, run, {
    mode,
    count,
    under: recording(calls, log),
    env: ONE_THREAD,
  });
  if (ended.code !== 0) throw new Error(ended.stderr);
  const all = callsIn(readFileSync(log, 'latin1'));
  const points = spread(
    all.map((_, i) => i + 1),
    bench,
  );
  for (const point of points) {
    for (const random of [undefined, bench.random]) {
      const target = join(bench.folder, 'left');
      const { model, said } = replayed(base, data, all.slice(0, point));
      model.layOut(target, random);
      const problems = await aftermath(target, run, answersIn(said));
      rmSync(target, { recursive: true });
      const how = random ? 'torn' : 'unflushed gone';
      yield { what: `after ${String(point)} of ${String(all.length)} calls, ${how}`, problems };
    }
  }
}

/** The disk after these calls, and what the sender had said by then. */
function replayed(base: string, data: string, calls: readonly Call[]) {
  const model = new DiskModel(data);
  for (const entry of readdirSync(base, { recursive: true, withFileTypes: true })) {
    const from = join(entry.parentPath, entry.name);
    if (entry.isFile()) model.begin(from.replace(base, data), readFileSync(from));
  }
  let said = '';
  for (const call of calls) {
    if (call.kind === 'say') said += call.bytes.toString('utf8');
    else if (call.path.startsWith(`${data}/`) || call.path === data) apply(model, call);
  }
  return { model, said };
}

function apply(model: DiskModel, call: Exclude<Call, { kind: 'say' }>): void {
  if (call.path.endsWith('-shm')) return; // made anew from the WAL
  switch (call.kind) {
    case 'write': {
      const file = model.file(call.path);
      return file.write(call.at ?? file.live.length, call.bytes);
    }
    case 'truncate':
      return model.file(call.path).truncate(call.size);
    case 'sync':
      return model.isFile(call.path) ? model.file(call.path).sync() : model.syncFolder(call.path);
    case 'rename':
      return model.rename(call.path, call.to);
    case 'link':
      return model.link(call.path, call.to);
    case 'unlink':
      return model.unlink(call.path);
  }
}
