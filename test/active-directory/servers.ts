import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DirectoryTimes } from '../../src/directory/directory-connection.js';
import {
  directoryQuestion,
  type DirectoryAddress,
} from '../../src/directory/directory-question.js';
import { pullUsers, type PulledList } from '../../src/directory/pull-users.js';
import { ROOT } from '../style/repository.js';

const run = promisify(execFile);
/** Provisioning anew takes minutes on a busy machine. */
const START_MS = 1_200_000;

/** What scripts/ad/company.mjs planted. */
export interface Planted {
  readonly dn: string;
  readonly account: string;
  readonly firstname: string;
  readonly name: string;
  readonly mail: string;
  readonly aliases: readonly string[];
  readonly telephoneNumber: string;
  readonly enabled: boolean;
}
interface Company {
  readonly users: readonly Planted[];
  readonly deleted: readonly Planted[];
  readonly groups: readonly {
    readonly dn: string;
    readonly name: string;
    readonly members: readonly string[];
  }[];
}

interface Started {
  readonly base: string;
  /** Path of the authority's certificate. */
  readonly ca: string;
  readonly reader: string;
  readonly password: string;
  readonly company: string;
}
export interface Samba extends Started {
  readonly address: string;
  readonly pid: number;
  readonly lockedOut: string;
  readonly sam: string;
}
interface SlapdUrls {
  readonly ldap: string;
  readonly ldaps: string;
}
export interface Slapd extends Started {
  readonly admin: string;
  readonly good: SlapdUrls;
  readonly old: SlapdUrls;
  readonly bare: SlapdUrls;
  readonly expiredCa: string;
  readonly referral: string;
  readonly users: number;
}

/** One server in a folder of its own, started by the project's script. */
export class Server<S extends Started> {
  private readonly folder = mkdtempSync(join(tmpdir(), 'umstieg-directory-'));
  facts: S;
  company: Company;

  constructor(private readonly script: 'samba' | 'slapd') {}

  /** Also starts it again after it was killed. */
  async start(): Promise<void> {
    this.facts = JSON.parse(await this.call('start')) as S;
    this.company = JSON.parse(readFileSync(this.facts.company, 'utf8')) as Company;
  }

  async stop(): Promise<void> {
    await this.call('stop').catch(() => undefined); // a test may have killed it
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async call(command: string): Promise<string> {
    const script = join(ROOT, 'scripts', 'ad', `${this.script}.mjs`);
    const { stdout } = await run(process.execPath, [script, command, this.folder], {
      timeout: START_MS,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    return stdout;
  }
}

export interface PullMore extends Partial<DirectoryAddress> {
  readonly password?: string;
  readonly caFile?: string;
  readonly progress?: (done: number, total: number) => void;
  readonly attempts?: number;
  readonly times?: Partial<DirectoryTimes>;
}

/** Pulls with the reading account unless told otherwise. */
export function pull(facts: Started, url: string, more: PullMore = {}): Promise<PulledList> {
  const { password = facts.password, caFile = facts.ca, progress, attempts, times, ...rest } = more;
  const address = { url, base: facts.base, bind: facts.reader, ...rest };
  const ca = readFileSync(caFile, 'utf8');
  return pullUsers(directoryQuestion(address, { password, ca }), {
    signal: new AbortController().signal,
    file: 'ad-users.csv',
    ...(progress ? { progress } : {}),
    ...(attempts === undefined ? {} : { attempts }),
    ...(times ? { times } : {}),
  });
}
