import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { examined } from './aftermath.js';
import { spread, type Bench, type Fault, type Trial } from './fault.js';
import { KILLED_COMMANDS, type KilledCommand, type Prepared } from './killed-commands.js';
import { run } from './processes.js';
import { DURABLE, injecting, ONE_THREAD, pointsIn, recording, type Point } from './strace.js';

export const killCommands: readonly Fault[] = KILLED_COMMANDS.map((command) => ({
  name: command.name,
  provoked: `\`kill -9\` at each call that changes the disk: ${command.what}`,
  behavior: command.behavior,
  needs: ['strace'],
  tries: { slice: 3, full: Number.POSITIVE_INFINITY },
  trials: (bench) => trials(command, bench),
}));

async function* trials(command: KilledCommand, bench: Bench): AsyncIterable<Trial> {
  const prepared = await command.prepare(bench.folder);
  const log = join(bench.folder, 'calls.log');
  const whole = await run(
    [...recording(DURABLE, log), ...prepared.command(layOut(prepared, bench))],
    {
      env: ONE_THREAD,
    },
  );
  if (whole.code !== 0) throw new Error(`without a kill: ${whole.stderr}${whole.stdout}`);
  for (const point of spread(pointsIn(readFileSync(log, 'latin1')), bench)) {
    const place = layOut(prepared, bench, point);
    yield {
      what: `${point.call} ${String(point.n)}`,
      problems: await kill(prepared, place, point),
    };
    rmSync(place, { recursive: true });
  }
}

function layOut({ base }: Prepared, { folder }: Bench, point?: Point): string {
  const place = join(folder, point ? `${point.call}-${String(point.n)}` : 'whole');
  mkdirSync(place);
  if (base !== undefined) cpSync(base, join(place, 'data'), { recursive: true });
  return place;
}

async function kill(prepared: Prepared, place: string, { call, n }: Point): Promise<string[]> {
  const command = prepared.command(place);
  const under = injecting([`${call}:signal=SIGKILL:when=${String(n)}`]);
  const killed = await run([...under, ...command], { env: ONE_THREAD });
  if (killed.signal !== 'SIGKILL' && killed.code !== 137)
    return [`was not killed: ${String(killed.code)} ${killed.stderr}`];
  const again = await run(command);
  if (!prepared.codes.includes(again.code ?? -1))
    return [`said again: ${String(again.code)} ${again.stderr}${again.stdout}`];
  return [...(await prepared.after(place, again)), ...(await examined(join(place, 'data')))];
}
