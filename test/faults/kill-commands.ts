import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { examined } from './aftermath.js';
import { spread, type Bench, type Fault, type Trial } from './fault.js';
import { KILLED_COMMANDS, type KilledCommand, type Prepared } from './killed-commands.js';
import { run } from './processes.js';
import { DURABLE, injecting, ONE_THREAD, pointsIn, recording, type Point } from './strace.js';

const killed: readonly Fault[] = KILLED_COMMANDS.map((command) => ({
  name: command.name,
  provoked: `\`kill -9\` at each call that changes the disk: ${command.what}`,
  behavior: command.behavior,
  needs: ['strace'],
  tries: { slice: 3, full: Number.POSITIVE_INFINITY },
  trials: (bench) => trials(command, bench, 'SIGKILL'),
}));

/** A command that is told to end does so at once, as every process does that says nothing else. */
const told: readonly Fault[] = KILLED_COMMANDS.flatMap((command) =>
  command.stopped === undefined
    ? []
    : [
        {
          name: command.stopped,
          provoked: `SIGTERM at each call that changes the disk: ${command.what}`,
          behavior: `it ends at once by the signal (143 in a shell); ${command.behavior}`,
          needs: ['strace'],
          tries: { slice: 1, full: 20 },
          trials: (bench: Bench) => trials(command, bench, 'SIGTERM'),
        },
      ],
);

export const killCommands: readonly Fault[] = [...killed, ...told];

type Signal = 'SIGKILL' | 'SIGTERM';

async function* trials(command: KilledCommand, bench: Bench, signal: Signal): AsyncIterable<Trial> {
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
      problems: await kill(prepared, place, { ...point, signal }),
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

interface Blow extends Point {
  readonly signal: Signal;
}

async function kill(
  prepared: Prepared,
  place: string,
  { call, n, signal }: Blow,
): Promise<string[]> {
  const command = prepared.command(place);
  const under = injecting([`${call}:signal=${signal}:when=${String(n)}`]);
  const killed = await run([...under, ...command], { env: ONE_THREAD });
  if (killed.signal !== signal && killed.code !== 128 + constants.signals[signal])
    return [`did not end by ${signal}: ${String(killed.code)} ${killed.stderr}`];
  const again = await run(command);
  if (!prepared.codes.includes(again.code ?? -1))
    return [`said again: ${String(again.code)} ${again.stderr}${again.stdout}`];
  return [...(await prepared.after(place, again)), ...(await examined(join(place, 'data')))];
}
