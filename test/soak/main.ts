// npm run test:soak: many people work at one server over HTTP, whose power goes again and again; then everything they were told
// is laid beside the database. SOAK_COMMANDS (1000000) answered commands, SOAK_PEOPLE (50), SOAK_KILLS (20), SEED=n repeats the
// choices, SOAK_MINUTES (240) ends early, with fewer commands. The kills come in the first 60 %; the server that is left then is the one
// whose memory must not grow. What broke leaves its data folder behind.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seeded } from '../faults/fault.js';
import { endThoseIn } from '../faults/processes.js';
import { accounts } from '../faults/server.js';
import { growthOf, type Growth, type Sample } from './flatness.js';
import { Keeper } from './keeper.js';
import { Ledger } from './ledger.js';
import { Office } from './office.js';
import { Pace } from './pace.js';
import { Person } from './person.js';
import { judged, reckon } from './reckoning.js';

const say = (line: string) => process.stdout.write(`${line}\n`);
const setting = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise);
const seed = setting('SEED', Math.floor(Math.random() * 2 ** 31));
const commands = setting('SOAK_COMMANDS', 1_000_000);
const people = setting('SOAK_PEOPLE', 50);
const kills = setting('SOAK_KILLS', 20);
const limitMs = setting('SOAK_MINUTES', 240) * 60_000;

/** Share of it all in which the power goes; the rest is one life of the server. */
const KILLED_SHARE = 0.6;
/** Looks at the memory of that life; each makes everybody wait. */
const SAMPLES = commands < 100_000 ? 12 : 30;
const MB = 1024 ** 2;

interface Scene {
  readonly data: string;
  readonly office: Office;
  readonly pace: Pace;
  readonly random: () => number;
}

/** The power goes at random, then the memory of the last server is looked at; what goes wrong ends it all. */
async function conduct({ office, pace, random }: Scene): Promise<Sample[]> {
  const { keeper, ledger } = office;
  const due = Array.from({ length: kills }, () => random() * KILLED_SHARE);
  for (const share of due.sort((a, b) => a - b)) {
    if (!(await pace.reached(share))) break;
    await keeper.kill();
    say(`killed after ${String(ledger.commands)} commands`);
  }
  const begun = ledger.commands;
  const samples: Sample[] = [];
  for (let i = 1; i <= SAMPLES; i++) {
    if (!(await pace.reached(KILLED_SHARE + ((1 - KILLED_SHARE) * i) / (SAMPLES + 1)))) break;
    samples.push(await pace.quiet(() => keeper.measure(ledger.commands - begun)));
    const { rss, heapUsed } = samples.at(-1) ?? { rss: 0, heapUsed: 0 };
    say(`${String(ledger.commands)} commands: ${mb(rss)} MB, heap ${mb(heapUsed)} MB`);
  }
  return samples;
}

async function soak(folder: string): Promise<readonly string[]> {
  const data = join(folder, 'data');
  const names = Array.from({ length: people }, (_, i) => `p${String(i + 1)}`);
  const tokens = await accounts(data, names);
  const keeper = await Keeper.over(data, limitMs * 2);
  const ledger = new Ledger();
  const office = new Office(keeper, ledger, Math.min(people, Math.ceil(commands / 100)));
  const pace = new Pace(() => ledger.commands, { commands, ms: limitMs });
  const random = seeded(seed);
  const began = performance.now();
  const guarded = <T>(work: Promise<T>) =>
    work.catch((error: unknown) => {
      ledger.problems.push((error as Error).stack ?? String(error));
      pace.end();
      return undefined;
    });
  const working = names.map((name, i) =>
    guarded(new Person(name, tokens.get(name) ?? '', office, seeded(seed + i + 1)).work(pace)),
  );
  const samples = (await guarded(conduct({ data, office, pace, random }))) ?? [];
  await Promise.all(working);
  const seconds = (performance.now() - began) / 1000;
  await guarded(endOf(keeper));
  report(office, seconds, data);
  const growth = growths(samples, ledger);
  const looked = performance.now();
  const found = [
    ...(await reckon(data, ledger)),
    ...(await judged(data, tokens.get('p1') ?? '', limitMs)),
  ];
  say(`compared and verified in ${((performance.now() - looked) / 1000).toFixed(0)} s`);
  return [...ledger.problems, ...growth, ...found];
}

/** Once more the power goes, and the next server ends by itself. */
async function endOf(keeper: Keeper): Promise<void> {
  await keeper.kill();
  await keeper.stop();
}

function report({ keeper, ledger, queries }: Office, seconds: number, data: string): void {
  const refused = Object.fromEntries(ledger.refused);
  const size = statSync(join(data, 'umstieg.sqlite')).size / MB;
  const figures = {
    ...{ seed, people, commands: ledger.commands, accepted: ledger.accepted, refused, queries },
    ...{
      projects: ledger.runs.length,
      kills: keeper.kills,
      sentAgain: keeper.again,
      closed: keeper.closed,
    },
    ...{ seconds: Math.round(seconds), aSecond: Math.round(ledger.commands / seconds) },
    databaseMb: Math.round(size),
  };
  say(JSON.stringify(figures));
}

function growths(samples: readonly Sample[], { problems }: Ledger): string[] {
  if (problems.length > 0) return []; // it did not come to its end
  const [first, last] = [samples[0], samples.at(-1)];
  if (first && last) {
    const each = (last.cpuMs - first.cpuMs) / (last.commands - first.commands);
    say(
      `the server takes ${each.toFixed(1)} ms of a processor for a command and the queries beside it`,
    );
  }
  return (['rss', 'heapUsed'] as const).flatMap((what) => {
    const growth = growthOf(samples, what);
    const said = `${what} ${wordsOf(growth)}`;
    say(said);
    return growth.isFlat ? [] : [`memory grows: ${said}`];
  });
}

function wordsOf({ bytesPerCommand, grown, allowed }: Growth): string {
  return `${bytesPerCommand.toFixed(1)} bytes a command, ${mb(grown)} MB over the last two thirds, at most ${mb(allowed)} MB`;
}

function mb(bytes: number): string {
  return (bytes / MB).toFixed(1);
}

async function main(): Promise<number> {
  say(
    `${String(commands)} commands of ${String(people)} people, ${String(kills)} kills, seed ${String(seed)} (repeat with SEED=${String(seed)})`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'umstieg-soak-'));
  const problems = await soak(folder).finally(() => endThoseIn(folder));
  for (const problem of problems.slice(0, 50)) say(`BROKEN (SEED=${String(seed)}) ${problem}`);
  if (problems.length === 0) rmSync(folder, { recursive: true, force: true });
  else say(`${String(problems.length)} problems; the data folder is ${folder}`);
  return problems.length === 0 ? 0 : 1;
}

process.exitCode = await main();
