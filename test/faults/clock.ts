import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { aftermath, examined } from './aftermath.js';
import { newDrillFolder } from './drill-folder.js';
import type { Bench, Fault, Trial } from './fault.js';
import { run as ended, umstieg } from './processes.js';
import { differences } from './same-end.js';
import { copyTo, newFolder, send } from './sent.js';
import { accounts, Server } from './server.js';
import { storedRun, type StoredRun } from './stored-run.js';

const JUMPS = ['+0', '+365d', '-365d'] as const;
const JUMP_MS = 150;

/** The environment under which a process sees the time a file tells, and may be told another one while it runs. */
export function fakedClock(file: string): Record<string, string> {
  writeFileSync(file, '+0');
  return {
    LD_PRELOAD: library(),
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
}

function library(): string {
  const places = readdirSync('/usr/lib').map((name) => join('/usr/lib', name, 'faketime'));
  const folder = [...places, '/usr/lib/faketime'].find((place) => existsSync(place));
  if (folder === undefined) throw new Error('libfaketime is not where Debian puts it');
  return join(folder, 'libfaketime.so.1');
}

/** Jumps a year to and fro as long as the work goes on. */
async function whileJumping<T>(file: string, random: () => number, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const ended = work.finally(() => {
    over.abort();
  });
  ended.catch(() => undefined);
  while (!over.signal.aborted) {
    writeFileSync(file, JUMPS[Math.floor(random() * JUMPS.length)] ?? '+0');
    await delay(JUMP_MS);
  }
  return ended;
}

const commands: Fault = {
  name: 'clock.commands',
  provoked: 'the clock jumps a year to and fro while commands run',
  behavior: 'every command acts once; the order is that of the chain, whatever the clock says',
  needs: ['faketime'],
  tries: { slice: 1, full: 10 },
  async *trials({ folder, count, random }) {
    const { data: base, run } = await newFolder(folder);
    for (let i = 0; i < count; i++) {
      const data = copyTo(base, join(folder, String(i)));
      const file = join(folder, `clock-${String(i)}`);
      const env = { ...fakedClock(file), PACE_MS: '20' };
      const { answered } = await whileJumping(file, random, send(data, run, { count: 100, env }));
      const done = answered.filter((a) => a.revision !== undefined);
      const problems = done.length === 100 ? [] : [`${String(done.length)} of 100 were accepted`];
      yield { what: 'jumps', problems: [...problems, ...(await aftermath(data, run, answered))] };
    }
  },
};

const drill: Fault = {
  name: 'clock.drill',
  provoked:
    'the clock jumps a year to and fro during a whole drill, beside a server with the right time',
  behavior:
    'same end as without a jump; the server takes nothing over that somebody alive is doing',
  isLong: true,
  needs: ['faketime'],
  tries: { slice: 1, full: 5 },
  trials: drillTrials,
};

async function* drillTrials({ folder, count, random }: Bench): AsyncIterable<Trial> {
  const made = await newDrillFolder(folder);
  const play = (data: string, env: Record<string, string>) =>
    ended(umstieg(data, '--as', 'Anna Berg', 'play', made.run, made.answers), { env });
  const playedOn = async (data: string): Promise<StoredRun> => {
    const found = await storedRun(data, made.run);
    if (!found) throw new Error('no run');
    return found;
  };
  const reference = copyTo(made.data, join(folder, 'reference'));
  const calm = await play(reference, {});
  if (calm.code !== 0) throw new Error(calm.stderr);
  const wanted = await playedOn(reference);
  for (let i = 0; i < count; i++) {
    const data = copyTo(made.data, join(folder, String(i)));
    const file = join(folder, `clock-${String(i)}`);
    const server = await Server.start(data);
    const { code, stderr, stdout } = await whileJumping(file, random, play(data, fakedClock(file)));
    await server.stop();
    const problems = code === 0 ? [] : [`played to ${String(code)}: ${stderr}${stdout}`];
    const kept = [...differences(wanted, await playedOn(data)), ...(await examined(data))];
    yield { what: `drill ${String(i + 1)}`, problems: [...problems, ...kept] };
  }
}

const sessions: Fault = {
  name: 'clock.sessions',
  provoked: 'the clock of a server jumps a year ahead, and a year back, with somebody signed in',
  behavior:
    'the session has ended (401 sign-in.required), both ways; what was acknowledged is there',
  needs: ['faketime'],
  tries: { slice: 1, full: 3 },
  async *trials({ folder, count }) {
    const { data: base, run } = await newFolder(folder);
    const token = (await accounts(base, ['Anna'])).get('Anna') ?? '';
    for (let i = 0; i < count; i++) {
      const data = copyTo(base, join(folder, String(i)));
      const file = join(folder, `clock-${String(i)}`);
      const server = await Server.start(data, { env: fakedClock(file) });
      const problems: string[] = [];
      const ask = async (clock: string, status: number) => {
        writeFileSync(file, clock);
        const got = await server.send(token, `/api/runs/${run}`);
        if (got.status !== status) problems.push(`${clock}: ${String(got.status)}`);
      };
      await ask('+0', 200);
      await ask('+365d', 401);
      await ask('-365d', 401);
      await server.stop();
      yield { what: 'jumps', problems: [...problems, ...(await aftermath(data, run, []))] };
    }
  },
};

export const clock: readonly Fault[] = [commands, drill, sessions];
