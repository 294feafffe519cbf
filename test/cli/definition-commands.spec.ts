import { DEFINITION } from '../../src/machines/documented/definition.js';
import { changedDefinition } from '../recorded/changed-definition.js';
import { databaseIn, RawFile } from '../persistence/raw-file.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { openSession } from '../../src/open-session.js';
import {
  commandLineOver,
  documentOf,
  errorOf,
  Folder,
  withEngine,
  type Ended,
} from './command-line.js';

const NEXT = changedDefinition(DEFINITION, {
  version: '2.0.0',
  part: 'transfer',
  rename: ['verified', 'proven'],
});
let folder: Folder;
let old: (...args: readonly string[]) => Promise<Ended>;
let next: typeof old;
let run: string;

const lena = ['--as', 'Lena Voss'];
const english = ['--lang', 'en'];

/** A run of the version before, seen by the program of the version after. */
beforeEach(async () => {
  folder = new Folder();
  const data = ['--data', folder.path];
  const before = await withEngine();
  const after = await withEngine(NEXT);
  old = (...args) => before(...data, ...args);
  next = (...args) => after(...data, ...args);
  const made = await old(...lena, '--json', 'project', 'new', '--customer', 'Muster GmbH');
  run = (documentOf(made) as { id: string }).id;
});
afterEach(() => {
  folder.remove();
});

const versionOf = async () =>
  (documentOf(await next('--json', 'project', 'show', run)) as { definition: { version: string } })
    .definition.version;

describe('definition diff', () => {
  it('says in words what changed, and takes versions or the beginning of a hash', async () => {
    const list = documentOf(await next('--json', 'definition', 'list')) as { hash: string }[];
    const hashes = list.map((d) => d.hash.slice(0, 8));
    const { stdout, code } = await next(...english, 'definition', 'diff', '1.0.0', '2.0.0');
    expect(code).toBe(0);
    expect(stdout).toContain('transfer: State "verified" is now called "proven".');
    expect(stdout.split('\n').filter((line) => line.startsWith('  '))).toHaveLength(1);
    expect((await next(...english, 'definition', 'diff', ...hashes)).stdout).toBe(stdout);
  });

  it('refuses a version that nobody knows and names those there are', async () => {
    const ended = await next('--json', 'definition', 'diff', '1.0.0', '9');
    expect(ended.code).toBe(2);
    expect(errorOf(ended)).toMatchObject({
      code: 'definition.unknown',
      expected: [expect.stringContaining('1.0.0'), expect.stringContaining('2.0.0')],
    });
  });
});

describe('definition migrate', () => {
  it('shows what would become of a run and changes nothing', async () => {
    const ended = await next(...english, 'definition', 'migrate', '--all', '--to', '2.0.0');
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain(`${run}  Muster GmbH  1.0.0 → 2.0.0: moves`);
    expect(ended.stdout).toContain('Nothing was changed.');
    expect(await versionOf()).toBe('1.0.0');
  });

  it('moves it for a person with a reason, and takes that back', async () => {
    const to = ['definition', 'migrate', run, '--to', '2.0.0', '--apply'];
    expect(errorOf(await next('--json', ...to)).code).toBe('actor.required');
    expect(errorOf(await next('--json', ...lena, ...to)).code).toBe('reason.required');
    const moved = await next('--json', ...lena, ...to, '--reason', 'neue Fassung');
    expect(documentOf(moved)).toMatchObject({ applied: true, runs: [{ run, verdict: 'moved' }] });
    expect(await versionOf()).toBe('2.0.0');
    const trail = await next(...english, 'audit', 'show', run);
    expect(trail.stdout).toMatch(/Lena Voss +moved to another version – "neue Fassung"/);
    const back = await next(...lena, 'definition', 'revert', run, '--reason', 'doch nicht');
    expect(back).toMatchObject({ code: 0, stdout: `${run} folgt wieder der Fassung 1.0.0.\n` });
    expect(await versionOf()).toBe('1.0.0');
    expect((await next('audit', 'verify', run)).code).toBe(0);
  });

  it('needs to know which runs are meant', async () => {
    for (const which of [[], [run, '--all']]) {
      const ended = await next('--json', 'definition', 'migrate', ...which, '--to', '2.0.0');
      expect([ended.code, errorOf(ended).code]).toEqual([2, 'command.unknown']);
    }
  });

  it('takes a mapping from a file, and says where it is no mapping', async () => {
    const given = (content: string) => [
      ...['--json', 'definition', 'migrate', run, '--to', '2.0.0'],
      ...['--mapping', folder.file('mapping.json', content)],
    ];
    const names = { name: 'xphone-migration', from: '1.0.0', to: '2.0.0' };
    const good = { ...names, states: { transfer: { verified: 'proven' } } };
    expect((await next(...given(JSON.stringify(good)))).code).toBe(0);
    const stranger = { ...names, steps: { 'R-999': ['R-101'] } };
    const refused = await next(...given(JSON.stringify(stranger)));
    expect(refused.code).toBe(3);
    expect(documentOf(refused)).toMatchObject({
      runs: [{ verdict: 'refused', reasons: [{ code: 'migration.mapping-misfit' }] }],
    });
    for (const bad of ['{}', 'no json', JSON.stringify({ ...names, steps: { 'R-101': 'R-102' } })])
      expect(errorOf(await next(...given(bad))).code).toBe('mapping.invalid');
  });
});

describe('a mapping made to harm', () => {
  it('is refused in a moment and with its reason', async () => {
    const given = (content: string) => [
      ...['--json', 'definition', 'migrate', run, '--to', '2.0.0'],
      ...['--mapping', folder.file('hostile.json', content)],
    ];
    const names = '"name": "xphone-migration", "from": "1.0.0", "to": "2.0.0"';
    const huge = Array.from({ length: 9_000 }, (_, i) => `"R-${String(i)}": []`).join();
    const invalid = [
      `{${names}, "steps": {"__proto__": ["R-101"]}}`,
      `{${names}, "parts": {"intake": "lines", "intake": "intake"}}`,
      `{${names}, "steps": {${huge}}}`,
      '['.repeat(20_000),
      'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]',
    ];
    for (const content of invalid)
      expect(errorOf(await next(...given(content))).code).toBe('mapping.invalid');
    const strangers = [
      `{${names}, "parts": {"constructor": "toString"}}`,
      `{${names}, "states": {"toString": {"verified": "proven"}}}`,
      `{${names}, "steps": {"hasOwnProperty": ["valueOf"]}}`,
      `{${names}, "steps": {"R-101": ["R-102"], "R-102": ["R-101", "R-102"]}}`,
      names.replace('1.0.0', '0.9.0').replace(/.*/, '{$&}'),
    ];
    for (const content of strangers) {
      const ended = await next(...given(content));
      expect(ended.code).toBe(3);
      expect(documentOf(ended)).toMatchObject({
        runs: [{ verdict: 'refused', reasons: [{ code: 'migration.mapping-misfit' }] }],
      });
      expect(ended.stdout.length).toBeLessThan(3_000);
    }
    const nowhere = ['definition', 'migrate', run, '--to', '2.0.0', '--mapping', '/dev/zero'];
    expect(errorOf(await next('--json', ...nowhere)).code).toBe('file.unreadable');
    expect(await versionOf()).toBe('1.0.0');
  });
});

describe('one run or all', () => {
  /** A program of the version after: before it reads the facts of the run, Anna is faster in another program. */
  const overtaken = () => {
    let times = 0;
    const program = commandLineOver(async (dataFolder, paused) => {
      const session = await openSession(DOCUMENTED, { dataFolder, definition: NEXT, ...paused });
      const { store } = session.umstieg.core;
      const read = store.facts.bind(store);
      store.facts = async (of, accepted) => {
        const name = `Eva ${String(times++)}`;
        if (of === run) await old('task', 'assign', run, 'R-101', '--to', name, '--as', 'Anna');
        return read(of, accepted);
      };
      return session;
    });
    return (...which: readonly string[]) =>
      program(
        ...['--data', folder.path, '--json', ...lena, 'definition', 'migrate', ...which],
        ...['--to', '2.0.0', '--apply', '--reason', 'neu'],
      );
  };

  it('a run on which somebody acts meanwhile is a conflict (4) when it was named, and named (3) among all while the others move', async () => {
    const more = await old(...lena, '--json', 'project', 'new', '--customer', 'Zweite GmbH');
    const { id: second } = documentOf(more) as { id: string };
    const migrate = overtaken();
    const one = await migrate(run);
    expect([one.code, errorOf(one).code]).toEqual([4, 'run.conflict']);
    const all = await migrate('--all');
    expect(all.code).toBe(3);
    const { runs } = documentOf(all) as { runs: { run: string }[] };
    expect(runs.find((r) => r.run === run)).toMatchObject({
      applied: false,
      reasons: [{ code: 'run.conflict' }],
    });
    expect(runs.find((r) => r.run === second)).toMatchObject({ applied: true });
    expect(await versionOf()).toBe('1.0.0');
    const again = ['definition', 'migrate', run, '--to', '2.0.0', '--apply', '--reason', 'neu'];
    expect((await next(...lena, ...again)).code).toBe(0);
    expect(await versionOf()).toBe('2.0.0');
    expect((await next('audit', 'verify', run)).code).toBe(0);
  });

  it('a broken run that was named ends with 1', async () => {
    await RawFile.use(databaseIn(folder.path), (raw) =>
      raw.exec(`UPDATE run SET state = '{}' WHERE id = '${run}'`),
    );
    const apply = ['--to', '2.0.0', '--apply', '--reason', 'neu'];
    const ended = await next('--json', ...lena, 'definition', 'migrate', run, ...apply);
    expect([ended.code, errorOf(ended).code]).toEqual([1, 'snapshot.corrupt']);
  });
});

describe('definition migrate --all', () => {
  it('moves the others when one run is broken, names it and ends with 3; a second time nothing is left', async () => {
    const more = await old(...lena, '--json', 'project', 'new', '--customer', 'Zweite GmbH');
    const { id: second } = documentOf(more) as { id: string };
    const body = '{"root": "nowhere"}';
    await RawFile.use(databaseIn(folder.path), (raw) =>
      raw.exec(`UPDATE run SET state = '${body}' WHERE id = '${run}'`),
    );
    const all = ['definition', 'migrate', '--all', '--to', '2.0.0', '--apply', '--reason', 'neu'];
    const ended = await next('--json', ...lena, ...all);
    expect(ended.code).toBe(3);
    const { runs } = documentOf(ended) as { runs: { run: string; applied: boolean }[] };
    expect(new Map(runs.map((r) => [r.run, r.applied]))).toEqual(
      new Map([
        [run, false],
        [second, true],
      ]),
    );
    expect(runs.find((r) => r.run === run)).toMatchObject({
      verdict: 'refused',
      reasons: [{ code: 'snapshot.corrupt' }],
    });
    const again = documentOf(await next('--json', ...lena, ...all)) as {
      runs: { run: string; verdict: string }[];
    };
    expect(again.runs.find((r) => r.run === second)?.verdict).toBe('left-alone');
    const back = ['definition', 'revert', second, '--reason', 'doch nicht', '--as', 'Karl'];
    expect((await next(...back)).code).toBe(0);
    expect((await next('audit', 'verify', second)).code).toBe(0);
  });
});
