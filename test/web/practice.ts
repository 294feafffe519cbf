import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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

interface Wanted {
  /** The entry of the answers before which it ends; else halfway. `end`: to the end. */
  readonly until?: string;
  /** Folder of the customer below the one of the server; made when it is not there yet. */
  readonly files?: string;
  /** Words for `drill new`, for example a number of users. */
  readonly drill?: readonly string[];
  readonly customer?: string;
}

/**
 * A practice customer, played by the command line until an entry of its answers comes. It has to be asked for before
 * the server starts: as soon as somebody has an account, the command line wants to know who acts.
 */
export async function playedUntil(
  { folder }: Pick<Served, 'folder'>,
  { until = HALFWAY, files = 'customer', drill = [], customer }: Wanted = {},
): Promise<Practice> {
  const command = async <T>(...args: string[]): Promise<T> => {
    const all = [PROGRAM, '--data', join(folder, 'data'), '--json', ...args];
    const { stdout } = await promisify(execFile)(process.execPath, all, { timeout: LIMIT_MS });
    return JSON.parse(stdout) as T;
  };
  const at = join(folder, files);
  if (!existsSync(at)) await command('drill', 'new', '--out', at, ...drill);
  const key = JSON.parse(readFileSync(join(at, 'key.json'), 'utf8')) as { customer: string };
  const name = customer ?? key.customer;
  const wanted = ['--customer', name, '--kind', 'drill', '--as', 'Anna Berg'];
  const { id: run } = await command<{ id: string }>('project', 'new', ...wanted);
  const answers = parse(readFileSync(join(at, 'answers.yaml'), 'utf8')) as { id: string }[];
  const end = until === 'end' ? answers.length : answers.findIndex(({ id }) => id === until);
  if (end < 0) throw new Error(`the answers of the practice customer have no entry ${until}`);
  const first = join(at, `until-${until}.yaml`); // beside the files its paths lead to
  writeFileSync(first, stringify(answers.slice(0, end)));
  await command('play', run, first);
  return { run, customer: name, folder: at };
}
