import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { MIGRATION_COMMANDS } from '../../src/cli/migration-commands.js';
import { runCli } from '../../src/cli/run-cli.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { openSession } from '../../src/open-session.js';
import type { CliPorts } from '../../src/cli/ports.js';
import { ROOT } from '../style/repository.js';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built program as a person starts it. */
export function umstieg(
  args: readonly string[],
  o: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Ended {
  const run = spawnSync(process.execPath, [join(ROOT, 'bin', 'umstieg.js'), ...args], {
    encoding: 'utf8',
    timeout: 120_000,
    env: { ...process.env, NODE_OPTIONS: '', ...o.env },
    ...(o.cwd === undefined ? {} : { cwd: o.cwd }),
  });
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
}

/** The same command line without a process; the engine is not there. */
export function withoutEngine(...args: readonly string[]): Promise<Ended> {
  return inProcess(args, {
    open: () => Promise.reject(new Error('this command must not open the data folder')),
    ...ABOUT,
  });
}

/** The same command line with the real engine and steps, but without the second a process takes to start. */
export function withEngine(
  definition = DOCUMENTED.definition,
): Promise<(...args: readonly string[]) => Promise<Ended>> {
  const open: CliPorts['open'] = (dataFolder, paused) =>
    openSession(DOCUMENTED, { dataFolder, definition, ...paused });
  return Promise.resolve(commandLineOver(open));
}

/** The same command line over whatever `open` opens. */
export function commandLineOver(open: CliPorts['open']) {
  return (...args: readonly string[]): Promise<Ended> => inProcess(args, { open, ...ABOUT });
}

const ABOUT = {
  serve: () => Promise.reject(new Error('no server in tests of the command line')),
  leave: () => undefined,
  version: '9.9.9',
  purpose: { de: 'Wozu', en: 'What for' },
};

async function inProcess(args: readonly string[], ports: CliPorts): Promise<Ended> {
  const stdout = new Sink();
  const stderr = new Sink();
  const code = await runCli(args, {
    ports,
    commands: MIGRATION_COMMANDS,
    streams: { stdout, stderr },
    environment: {},
  });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

export class Sink extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}

interface ErrorDocument {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly messageEn: string;
    readonly expected?: readonly string[];
    readonly place?: { readonly file?: string; readonly row?: number; readonly column?: string };
  };
}

/** The one document on stdout. */
export function documentOf(ended: Ended): unknown {
  return JSON.parse(ended.stdout);
}

export function errorOf(ended: Ended): ErrorDocument['error'] {
  return (documentOf(ended) as ErrorDocument).error;
}

export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'umstieg-cli-'));

  /** Writes a file and gives its path. */
  file(name: string, content: string | Uint8Array = ''): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
