import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyProblems } from './aftermath.js';
import { must, ROOT, run, umstieg, type Ended } from './processes.js';
import { KILLED_KEEPING } from './killed-keeping.js';
import { newFolder } from './sent.js';
import { storedRun } from './stored-run.js';

/** A command that is killed at every call that changes the disk. */
export interface KilledCommand {
  readonly name: string;
  /** The same with SIGTERM instead, where it is tried. */
  readonly stopped?: string;
  readonly what: string;
  readonly behavior: string;
  prepare(folder: string): Promise<Prepared>;
}

export interface Prepared {
  /** Laid out anew for every try; absent: the command begins with nothing. */
  readonly base?: string;
  /** @param place a folder of this try: `data` in it is the copy of the base */
  command(place: string): readonly string[];
  /** Said again after the kill, without one. Codes it may end with. */
  readonly codes: readonly number[];
  /** What must hold then, beside what `doctor` says of `data`. */
  after(place: string, again: Ended): Promise<string[]>;
}

const dataIn = (place: string) => join(place, 'data');
/** The run of test/recorded/documented-1.0.0. */
const RECORDED_RUN = 'r-e07169597fac';
const CLAIM = [
  ...['customer=Muster GmbH', 'partner=Systemhaus', 'contacts=a@x.example'],
  ...['sourceProduct=uc-v4', 'sourceVersion=4.5.5', 'targetVersion=V9 SR1'],
].flatMap((pair) => ['--set', pair]);

const begin: KilledCommand = {
  name: 'kill.start-up',
  what: 'the first start that makes database, keys and the first project',
  behavior: 'the next start makes what is missing; the keys are whole',
  prepare: () =>
    Promise.resolve({
      command: (place) =>
        umstieg(dataIn(place), '--as', 'Lena', 'project', 'new', '--customer', 'Muster GmbH'),
      codes: [0],
      after: async (place, again) => {
        const { id } = JSON.parse(again.stdout) as { id: string };
        return historyProblems(dataIn(place), id, []);
      },
    }),
};

const migration: KilledCommand = {
  name: 'kill.migration',
  what: 'the first start on a database of the schema of November 2026, with a run in the middle of its work',
  behavior: 'the next start finishes the schema; the run is as it was, its chain valid',
  prepare: () =>
    Promise.resolve({
      base: join(ROOT, 'test', 'recorded', 'documented-1.0.0'),
      command: (place) => umstieg(dataIn(place), 'project', 'list'),
      codes: [0],
      after: (place) => historyProblems(dataIn(place), RECORDED_RUN, []),
    }),
};

const evidence: KilledCommand = {
  name: 'kill.evidence',
  stopped: 'stop.evidence',
  what: 'a claim with an evidence file',
  behavior: 'said again it is taken, once; the file is whole; nothing half is named',
  prepare: async (folder) => {
    const { data, run: id } = await newFolder(folder);
    const file = join(folder, 'order.txt');
    writeFileSync(file, 'order of Muster GmbH\n'.repeat(5_000));
    return {
      base: data,
      command: (place) => [
        ...umstieg(dataIn(place), '--as', 'Lena', 'task', 'do', id, 'R-101'),
        ...[...CLAIM, '--evidence', file],
      ],
      codes: [0, 3], // 3: it was accepted before the kill
      after: (place) => oneFile(dataIn(place), id),
    };
  },
};

/** The run is sound and names one evidence file; whether its bytes are there says `doctor`. */
async function oneFile(data: string, id: string): Promise<string[]> {
  const named = (await storedRun(data, id))?.files.length ?? 0;
  const kept = await historyProblems(data, id, []);
  return named === 1 ? kept : [...kept, `${String(named)} evidence files instead of one`];
}

/** A run with a claim and its evidence, as a bundle that hands it over. */
async function handedOver(folder: string) {
  const { data, run: id } = await newFolder(folder);
  const [file, bundle] = [join(folder, 'order.txt'), join(folder, 'hand-over.zip')];
  writeFileSync(file, 'order of Muster GmbH\n'.repeat(5_000));
  await must(data, '--as', 'Lena', 'task', 'do', id, 'R-101', ...CLAIM, '--evidence', file);
  const untouched = join(folder, 'untouched');
  cpSync(data, untouched, { recursive: true });
  const order = ['bundle', 'export', id, '-o', bundle, '--hand-over', '--reason', 'Urlaub'];
  await must(data, '--as', 'Lena', ...order);
  return { data: untouched, id, bundle };
}

const bundleExport: KilledCommand = {
  name: 'kill.bundle-export',
  stopped: 'stop.bundle-export',
  what: 'a bundle that is written',
  behavior: 'there is no bundle, or a whole one that verifies; said again it is written',
  prepare: async (folder) => {
    const { data, id } = await handedOver(folder);
    const target = (place: string) => join(place, 'bundle.zip');
    return {
      base: data,
      command: (place) => [
        ...umstieg(dataIn(place), '--as', 'Lena', 'bundle', 'export', id),
        ...['-o', target(place)],
      ],
      codes: [0],
      after: async (place) => {
        if (!existsSync(target(place))) return ['there is no bundle'];
        const verified = await run(umstieg(dataIn(place), 'bundle', 'verify', target(place)));
        return verified.code === 0 ? [] : [`the bundle does not verify: ${verified.stdout}`];
      },
    };
  },
};

const bundleImport: KilledCommand = {
  name: 'kill.bundle-import',
  what: 'a run that is taken in from a bundle',
  behavior: 'the run is not there or whole; said again it is taken in, once',
  prepare: async (folder) => {
    const { id, bundle } = await handedOver(folder);
    return {
      command: (place) => [
        ...umstieg(dataIn(place), '--as', 'Karl', 'bundle', 'import', bundle),
        ...['--reason', 'Urlaub'],
      ],
      codes: [0, 3], // 3: it was taken in before the kill
      after: (place) => oneFile(dataIn(place), id),
    };
  },
};

const backup: KilledCommand = {
  name: 'kill.backup',
  stopped: 'stop.backup',
  what: 'a backup with its evidence',
  behavior: 'there is no backup, or a whole one; said again it is made, and it restores',
  prepare: async (folder) => {
    const { data, id } = await handedOver(folder);
    const file = (place: string) => join(place, 'safe', 'umstieg.backup');
    return {
      base: data,
      command: (place) => umstieg(dataIn(place), '--as', 'Lena', 'backup', '-o', file(place)),
      codes: [0],
      after: async (place) => {
        const left = readdirSync(join(place, 'safe')).filter((name) => name.startsWith('.'));
        const target = join(place, 'restored');
        await must(target, '--as', 'Karl', 'restore', file(place), '--reason', 'Platte defekt');
        return [...left.map((name) => `left: ${name}`), ...(await oneFile(target, id))];
      },
    };
  },
};

const restore: KilledCommand = {
  name: 'kill.restore',
  what: 'a backup that is restored',
  behavior: 'the folder is not there or whole; said again it is restored, once',
  prepare: async (folder) => {
    const { data, id } = await handedOver(folder);
    const file = join(folder, 'safe', 'umstieg.backup');
    await must(data, '--as', 'Lena', 'backup', '-o', file);
    return {
      command: (place) => [
        ...umstieg(dataIn(place), '--as', 'Karl', 'restore', file),
        ...['--reason', 'Platte defekt'],
      ],
      codes: [0, 3], // 3: it had its place before the kill
      after: async (place) => {
        const left = readdirSync(place).filter((name) => name.startsWith('.'));
        return [...left.map((name) => `left: ${name}`), ...(await oneFile(dataIn(place), id))];
      },
    };
  },
};

/** One row each. What writes more than the one statement of a command belongs here. */
export const KILLED_COMMANDS: readonly KilledCommand[] = [
  begin,
  migration,
  evidence,
  bundleExport,
  bundleImport,
  backup,
  restore,
  ...KILLED_KEEPING,
];
