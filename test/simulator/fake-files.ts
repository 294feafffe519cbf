import fs from 'node:fs';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { here } from './fake-host.js';
import { mounted } from './disk.js';
import { fileError, type Fate } from './faults.js';

const require = createRequire(import.meta.url);
type Call = (...args: unknown[]) => unknown;
type Named = Record<string, Call>;

const CALLS = [
  ...[
    'access',
    'chmod',
    'copyFile',
    'link',
    'lstat',
    'mkdir',
    'readdir',
    'readFile',
    'rename',
    'rm',
  ],
  ...['stat', 'unlink', 'writeFile', 'utimes'],
];

/** Calls that a full disk refuses; the others it can only fail. */
const FILLING = new Set([
  'copyFile',
  'link',
  'mkdir',
  'open',
  'rename',
  'sync',
  'write',
  'writeFile',
]);

/** One call to the file system as an event of the scheduler, with everything that may befall it. */
function scheduled<T>(what: string, act: () => T): Promise<T> {
  const at = here();
  if (!at) throw new Error(`${what} outside of the simulation`);
  const { life, scheduler } = at;
  return new Promise((done, fail) => {
    const reply = (say: () => void) => scheduler.soon(life, `answer ${what}`, say);
    scheduler.soon(life, what, () => {
      const disk = mounted();
      const drawn = disk.faults.fate('file', life, what);
      const fate: Fate = drawn === 'full' && !FILLING.has(what) ? 'error' : drawn;
      if (fate === 'death-before') return disk.kill(life);
      if (fate === 'power') return disk.powerCut(disk.flushed);
      if (fate === 'error' || fate === 'full') return reply(() => fail(fileError(fate)));
      try {
        const result = act();
        if (fate === 'death-after') return disk.kill(life);
        reply(() => done(result));
      } catch (error) {
        reply(() => fail(error instanceof Error ? error : new Error(String(error))));
      }
    });
  });
}

/** As much of a FileHandle as the program uses. */
function handle(path: string, fd: number) {
  const put = (bytes: string | Uint8Array) => {
    mounted().unsynced.add(path);
    fs.writeFileSync(fd, bytes);
  };
  let open = true;
  const close = () => {
    if (open) fs.closeSync(fd);
    open = false;
  };
  return {
    fd,
    writeFile: (bytes: string | Uint8Array) => scheduled('write', () => put(bytes)),
    write: (bytes: Uint8Array) => scheduled('write', () => put(bytes)),
    sync: () => scheduled('sync', () => void mounted().unsynced.delete(path)),
    close: () => scheduled('close', close),
    stat: () => scheduled('stat', () => fs.fstatSync(fd)),
    readFile: (o?: BufferEncoding) => scheduled('readFile', () => fs.readFileSync(fd, o)),
  };
}

export function replaceFiles(): void {
  const promises = require('node:fs/promises') as Named;
  const synchronous = fs as unknown as Named;
  for (const name of CALLS) {
    const real = promises[name] as Call;
    promises[name] = (...args) => {
      if (!here()) return real(...args);
      return scheduled(name, () => {
        const { unsynced } = mounted();
        if (name === 'rename' && unsynced.delete(String(args[0]))) unsynced.add(String(args[1]));
        return synchronous[`${name}Sync`]?.(...args);
      });
    };
  }
  const open = promises['open'] as Call;
  promises['open'] = (...args) => {
    if (!here()) return open(...args);
    const path = String(args[0]);
    return scheduled('open', () => handle(path, fs.openSync(...(args as [string, string]))));
  };
  const stream = fs.createReadStream;
  const fake = (path: string, ...more: unknown[]) => {
    if (!here()) return stream(path, ...(more as []));
    return Readable.from(content(path));
  };
  (fs as { createReadStream: unknown }).createReadStream = fake;
}

async function* content(path: string): AsyncGenerator<Buffer> {
  const bytes = await scheduled('read', () => fs.readFileSync(path));
  if (bytes.length > 0) yield bytes;
}
