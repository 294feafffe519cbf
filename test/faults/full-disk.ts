import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { aftermath } from './aftermath.js';
import type { Bench, Fault, Trial } from './fault.js';
import { must, run, umstieg } from './processes.js';
import { copyTo, newFolder, send, type Answered, type SendOptions } from './sent.js';
import { SmallDisk } from './tmpfs.js';

/** More than `doctor` calls little. */
export const ROOM_KIB = 900_000;

interface Small {
  readonly name: string;
  readonly what: string;
  /** How much room there is beside what lies there already, by chance. */
  readonly spareKib: (random: number) => number;
  readonly mode: SendOptions['mode'];
}

const SMALL: readonly Small[] = [
  {
    name: 'full.database',
    what: 'a file system that is full after a few commands (tmpfs): database and WAL',
    spareKib: (random) => 100 + Math.floor(random * 1_000),
    mode: 'one-by-one',
  },
  {
    name: 'full.evidence',
    what: 'a file system that is full after a few files (tmpfs): evidence of 200 KB each',
    spareKib: (random) => 900 + Math.floor(random * 2_000),
    mode: 'evidence',
  },
];

const restore: Fault = {
  name: 'full.restore',
  provoked: 'a backup is restored to a file system that is too small for it (tmpfs)',
  behavior: 'refused as store.full, nothing is left; with more room it is restored',
  needs: ['root'],
  tries: { slice: 1, full: 5 },
  trials: restoreTrials,
};

const filled: readonly Fault[] = SMALL.map((small) => ({
  name: small.name,
  provoked: small.what,
  behavior: 'refused as store.full; with more room the same folder goes on',
  needs: ['root'],
  tries: { slice: 1, full: 20 },
  trials: (bench) => trials(small, bench),
}));

export const fullDisk: readonly Fault[] = [...filled, restore];

async function* restoreTrials({ folder, count, random }: Bench): AsyncIterable<Trial> {
  const { data, run: id } = await newFolder(folder);
  const file = join(folder, 'safe', 'umstieg.backup');
  await must(data, '--as', 'Lena', 'backup', '-o', file);
  for (let i = 0; i < count; i++) {
    const kib = 40 + Math.floor(random() * 200);
    const disk = SmallDisk.mount(join(folder, `small-${String(i)}`), kib);
    const target = join(disk.folder, 'data');
    const command = umstieg(target, '--as', 'Karl', 'restore', file, '--reason', 'Platte defekt');
    try {
      const refused = await run(command);
      const said = refused.stderr.includes('store.full') && refused.code === 3;
      const left = readdirSync(disk.folder);
      disk.grow(ROOM_KIB);
      const again = await run(command);
      const problems = [
        ...(said ? [] : [`${String(refused.code)} ${refused.stderr}`]),
        ...(left.length > 0 ? [`left: ${left.join()}`] : []),
        ...(again.code === 0 ? [] : [`with room: ${again.stderr}`]),
      ];
      const kept = again.code === 0 ? await aftermath(target, id, []) : [];
      yield { what: `${String(kib)} KiB`, problems: [...problems, ...kept] };
    } finally {
      disk.unmount();
    }
  }
}

async function* trials(small: Small, bench: Bench): AsyncIterable<Trial> {
  const { data: base, run } = await newFolder(bench.folder);
  for (let i = 0; i < bench.count; i++) {
    const kib = 700 + small.spareKib(bench.random());
    const disk = SmallDisk.mount(join(bench.folder, `disk-${String(i)}`), kib);
    try {
      const data = copyTo(base, join(disk.folder, 'data'));
      yield { what: `${String(kib)} KiB`, problems: await fill(small, disk, data, run) };
    } finally {
      disk.unmount();
    }
  }
}

async function fill(small: Small, disk: SmallDisk, data: string, run: string): Promise<string[]> {
  const sent = { mode: small.mode, count: 300, env: { STOP_AFTER: '5' } };
  const { answered, ended } = await send(data, run, sent);
  const problems = ended.signal === null ? [] : [`ended by ${ended.signal}: ${ended.stderr}`];
  disk.grow(ROOM_KIB);
  const again = await send(data, run, { mode: small.mode, count: 5, name: 'karl' });
  const all = [...answered, ...again.answered];
  return [
    ...problems,
    ...refusals(answered, 'store.full'),
    ...again.answered
      .filter((a) => a.code !== undefined)
      .map((a) => `with room ${a.key} was refused: ${String(a.text)}`),
    ...(await aftermath(data, run, all)),
  ];
}

/** At least one command was refused, and each as this. */
export function refusals(answered: readonly Answered[], ...codes: readonly string[]): string[] {
  const refused = answered.filter((a) => a.code !== undefined);
  if (refused.length === 0) return ['nothing was refused: the fault was not met'];
  return refused
    .filter((a) => !codes.includes(a.code ?? ''))
    .map((a) => `${a.key} refused as ${String(a.code)}: ${String(a.text)}`);
}
