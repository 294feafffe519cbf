import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { databaseIn } from '../persistence/raw-file.js';
import { aftermath } from './aftermath.js';
import type { Bench, Fault, Trial } from './fault.js';
import { refusals, ROOM_KIB } from './full-disk.js';
import { answersIn, copyTo, newFolder, send, sender } from './sent.js';
import { SmallDisk } from './tmpfs.js';

/** Something that befalls the files of a folder while commands run, and how it is put right. */
interface Befalling {
  readonly name: string;
  readonly what: string;
  befall(data: string): void;
  putRight(data: string): void;
}

const away = (path: string) => `${path}.away`;

function moved(name: string, what: string, pathIn: (data: string) => string): Befalling {
  return {
    ...{ name, what },
    befall: (data) => {
      renameSync(pathIn(data), away(pathIn(data)));
    },
    putRight: (data) => {
      renameSync(away(pathIn(data)), pathIn(data));
    },
  };
}

const BEFALLING: readonly Befalling[] = [
  moved('files.database-moved', 'the database is moved away while commands run', databaseIn),
  moved(
    'files.wal-moved',
    'the WAL is moved away while commands run',
    (data) => `${databaseIn(data)}-wal`,
  ),
  moved('files.folder-moved', 'the data folder is moved away while commands run', (data) => data),
  {
    name: 'files.replaced',
    what: 'the database is replaced by another file while commands run',
    befall: (data) => {
      renameSync(databaseIn(data), away(databaseIn(data)));
      writeFileSync(databaseIn(data), 'another file');
    },
    putRight: (data) => {
      renameSync(away(databaseIn(data)), databaseIn(data));
    },
  },
];

const whileRunning: readonly Fault[] = BEFALLING.map((befalling) => ({
  name: befalling.name,
  provoked: befalling.what,
  behavior: 'nothing is acknowledged any more (store.corrupt); put back, everything is there',
  needs: [],
  tries: { slice: 1, full: 20 },
  trials: (bench) => trials(befalling, bench),
}));

const readOnly: Fault = {
  name: 'files.read-only',
  provoked: 'the file system is read-only when Umstieg starts (tmpfs, remounted)',
  behavior: 'the start is refused as store.read-only; writable again, everything goes on',
  needs: ['root'],
  tries: { slice: 1, full: 3 },
  async *trials({ folder, count }) {
    const { data: base, run } = await newFolder(folder);
    for (let i = 0; i < count; i++) {
      const disk = SmallDisk.mount(join(folder, `disk-${String(i)}`), ROOM_KIB);
      try {
        const data = copyTo(base, join(disk.folder, 'data'));
        const before = await send(data, run, { count: 3 });
        disk.let(false);
        const { answered } = await send(data, run, { count: 3, name: 'karl' });
        disk.let(true);
        const kept = await aftermath(data, run, [...before.answered, ...answered]);
        yield { what: 'read-only', problems: [...refusals(answered, 'store.read-only'), ...kept] };
      } finally {
        disk.unmount();
      }
    }
  },
};

export const takenAway: readonly Fault[] = [...whileRunning, readOnly];

async function* trials(befalling: Befalling, bench: Bench): AsyncIterable<Trial> {
  const { data: base, run } = await newFolder(bench.folder);
  for (let i = 0; i < bench.count; i++) {
    const after = 3 + Math.floor(bench.random() * 30);
    const data = copyTo(base, join(bench.folder, String(i)));
    const problems = await happens(befalling, { data, run, after });
    yield { what: `after ${String(after)} commands`, problems };
  }
}

interface Scene {
  readonly data: string;
  readonly run: string;
  /** It befalls after so many answers. */
  readonly after: number;
}

async function happens(b: Befalling, { data, run, after }: Scene): Promise<string[]> {
  const env = { PACE_MS: '5', STOP_AFTER: '5', LINGER: '1' };
  const sending = sender(data, run, { count: 2_000, env });
  let out = '';
  sending.child.stdout?.on('data', (piece: Buffer) => (out += piece.toString('utf8')));
  const until = Date.now() + 60_000;
  const waitFor = async (met: () => boolean) => {
    while (!met() && Date.now() < until) await delay(5);
  };
  await waitFor(() => answersIn(out).length >= after);
  b.befall(data);
  await waitFor(() => out.includes('"lingering"'));
  sending.kill();
  await sending.ended;
  b.putRight(data);
  const answered = answersIn(out);
  const again = await send(data, run, { count: 3, name: 'karl' });
  const all = [...answered, ...again.answered];
  return [...refusals(answered, 'store.corrupt'), ...(await aftermath(data, run, all))];
}
