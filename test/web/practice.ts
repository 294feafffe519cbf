import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse, stringify } from 'yaml';
import type { Served } from './served.js';

const PROGRAM = join(process.cwd(), 'bin', 'umstieg.js');
const LIMIT_MS = 120_000;
/** Everything before the point of no return is done, and a second person has to say yes. */
export const HALFWAY = 'R-606-approve';

export interface Practice {
  readonly run: string;
  readonly customer: string;
  /** The files of the practice customer. */
  readonly folder: string;
}

/**
 * The practice customer, played by the command line until an entry of its answers comes. It has to be asked for before
 * the server starts: as soon as somebody has an account, the command line wants to know who acts.
 */
export async function playedUntil(
  { folder }: Pick<Served, 'folder'>,
  entry: string = HALFWAY,
): Promise<Practice> {
  const command = async <T>(...args: string[]): Promise<T> => {
    const all = [PROGRAM, '--data', join(folder, 'data'), '--json', ...args];
    const { stdout } = await promisify(execFile)(process.execPath, all, { timeout: LIMIT_MS });
    return JSON.parse(stdout) as T;
  };
  const files = join(folder, 'customer');
  const { customer } = await command<{ customer: string }>('drill', 'new', '--out', files);
  const wanted = ['--customer', customer, '--kind', 'drill', '--as', 'Anna Berg'];
  const { id: run } = await command<{ id: string }>('project', 'new', ...wanted);
  const answers = parse(readFileSync(join(files, 'answers.yaml'), 'utf8')) as { id: string }[];
  const end = answers.findIndex(({ id }) => id === entry);
  if (end < 0) throw new Error(`the answers of the practice customer have no entry ${entry}`);
  const first = join(files, 'until.yaml'); // beside the files its paths lead to
  writeFileSync(first, stringify(answers.slice(0, end)));
  await command('play', run, first);
  return { run, customer, folder: files };
}
