import { join } from 'node:path';
import { databaseIn } from '../persistence/raw-file.js';
import { aftermath } from './aftermath.js';
import { spread, type Bench, type Fault, type Trial } from './fault.js';
import { copyTo, newFolder, send, type SendOptions } from './sent.js';
import { injecting, ONE_THREAD } from './strace.js';

/** A call that fails from its n-th time on, `times` times or for ever. */
interface Failing {
  readonly name: string;
  readonly what: string;
  readonly call: string;
  readonly error: 'EIO' | 'ENOSPC';
  readonly times: 1 | 3 | 'ever';
  /** Where; everywhere when nothing is named. */
  readonly of?: 'database' | 'wal';
  readonly mode?: SendOptions['mode'];
  /** Codes a refusal may have. */
  readonly codes: readonly string[];
  /** At which calls, counted in a thread. */
  readonly at: readonly number[];
}

/** SQLite takes one or the other, as it was built. */
const FLUSH = 'fsync,fdatasync';
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

/** Three failures in a row, and nothing is asked of the disk for a while. */
const FAILED = ['store.failed', 'store.read-only'];

const FAILING: readonly Failing[] = [
  {
    ...{ name: 'disk.fsync-once', what: 'the n-th flush of the database fails once (EIO)' },
    ...{ call: FLUSH, error: 'EIO', times: 1, codes: ['store.failed'] },
    at: upTo(30).slice(2), // the second is that of the folder when the WAL is made: SQLite does not ask for its result,
  },
  {
    ...{ name: 'disk.fsync-ever', what: 'every flush of the database fails from the n-th on' },
    ...{ call: FLUSH, error: 'EIO', times: 'ever', codes: FAILED, at: upTo(30) },
  },
  {
    ...{ name: 'disk.wal-eio', what: 'writes to the WAL fail with EIO, from the n-th on, three' },
    ...{ call: 'pwrite64', error: 'EIO', times: 3, of: 'wal', codes: FAILED },
    at: upTo(60),
  },
  {
    ...{ name: 'disk.wal-full', what: 'no space for the WAL from its n-th write on' },
    ...{ call: 'pwrite64', error: 'ENOSPC', times: 'ever', of: 'wal', codes: ['store.full'] },
    at: upTo(60),
  },
  {
    ...{ name: 'disk.read-eio', what: 'a read of the database fails with EIO, the n-th' },
    ...{ call: 'pread64', error: 'EIO', times: 1, of: 'database' },
    codes: ['store.failed', 'store.corrupt'],
    at: upTo(20),
  },
  {
    ...{ name: 'disk.evidence-fsync', what: 'a flush of an evidence file or its folder fails' },
    ...{ call: FLUSH, error: 'EIO', times: 1, mode: 'evidence', codes: ['store.failed'] },
    at: upTo(30),
  },
];

export const disk: readonly Fault[] = FAILING.map((failing) => ({
  name: failing.name,
  provoked: failing.what,
  behavior: `refused as ${failing.codes.join(' or ')}; what was acknowledged is there; goes on`,
  needs: ['strace'],
  tries: { slice: 2, full: failing.at.length },
  trials: (bench) => trials(failing, bench),
}));

async function* trials(failing: Failing, bench: Bench): AsyncIterable<Trial> {
  const { data: base, run } = await newFolder(bench.folder);
  for (const n of spread(failing.at, bench)) {
    const data = copyTo(base, join(bench.folder, `at-${String(n)}`));
    yield {
      what: `${failing.call} ${String(n)}`,
      problems: await problemsAt(failing, n, data, run),
    };
  }
}

async function problemsAt(f: Failing, n: number, data: string, run: string): Promise<string[]> {
  const file = databaseIn(data);
  const when = `${String(n)}${f.times === 1 ? '' : f.times === 3 ? `..${String(n + 2)}` : '+'}`;
  const paths = { database: [file], wal: [`${file}-wal`], everywhere: [] };
  const under = injecting([`${f.call}:error=${f.error}:when=${when}`], paths[f.of ?? 'everywhere']);
  const { mode = 'one-by-one' } = f;
  const { answered, ended } = await send(data, run, { under, env: ONE_THREAD, mode });
  const refused = answered.filter((a) => a.code !== undefined);
  const strange = refused.filter((a) => !f.codes.includes(a.code ?? ''));
  return [
    ...(ended.signal === null ? [] : [`ended by ${ended.signal}: ${ended.stderr}`]),
    ...(refused.length > 0 ? [] : ['nothing was refused: the fault was not met']),
    ...strange.map((a) => `${a.key} refused as ${String(a.code)}: ${String(a.text)}`),
    ...(await aftermath(data, run, answered)),
  ];
}
