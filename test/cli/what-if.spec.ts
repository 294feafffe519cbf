import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { writeDrill } from '../recorded/drill-player.js';
import { DRILL } from '../recorded/places.js';
import { documentOf, errorOf, Folder, withEngine, type Ended } from './command-line.js';

interface Shown {
  readonly id: string;
  readonly projectId: string;
  readonly kind: string;
  readonly from?: { readonly run: string; readonly head: string };
  readonly revision: number;
  readonly steps: readonly { readonly id: string; readonly status: string }[];
}
interface Compared {
  readonly inputs: readonly string[];
  readonly outcomes: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly rows: readonly {
    readonly id: string;
    readonly is: string;
    readonly values: readonly { readonly path: string; readonly a: unknown; readonly b: unknown }[];
  }[];
}

/** Parked after the users were matched: everything before is done, the import is not. */
const PARKED_AFTER = 'R-309';
const lena = ['--as', 'Lena Voss'];
let folder: Folder;
let umstieg: (...args: readonly string[]) => Promise<Ended>;
let origin: Shown;

const shown = async (run: string) =>
  documentOf(await umstieg('--json', 'project', 'show', run)) as Shown;
const fork = async (...more: readonly string[]) => {
  const args = ['run', 'new', origin.projectId, '--from', origin.id, ...more];
  return documentOf(await umstieg('--json', ...lena, ...args)) as Shown;
};
const compare = async (a: string, b: string) =>
  documentOf(await umstieg('--json', 'run', 'compare', a, b)) as Compared;
const verified = async (run: string) => (await umstieg('audit', 'verify', run)).code;

/** Answers R-105 as in the drill, but the replacement of the server has begun. */
async function claimSwap(run: string): Promise<void> {
  const { set } = DRILL.find((entry) => entry.id === 'R-105') ?? {};
  const otherwise = { ...set, macSwap: 'started', macSwapStartedOn: '2026-02-20' };
  const input = folder.file('swap.json', JSON.stringify(otherwise));
  const ended = await umstieg(...lena, 'task', 'do', run, 'R-105', '--input', input);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
}

beforeAll(async () => {
  folder = new Folder();
  const call = await withEngine();
  umstieg = (...args) => call('--data', join(folder.path, 'data'), '--lang', 'en', ...args);
  const drill = join(folder.path, 'drill');
  await writeDrill(drill);
  const made = await umstieg(
    ...[...lena, '--json', 'project', 'new', '--customer', 'Muster GmbH', '--kind', 'drill'],
  );
  const { id } = documentOf(made) as Shown;
  const last = DRILL.findIndex((entry) => entry.id === PARKED_AFTER);
  const answers = join(drill, 'parked.yaml');
  writeFileSync(answers, stringify(DRILL.slice(0, last + 1), { aliasDuplicateObjects: false }));
  expect((await umstieg('play', id, answers)).code).toBe(0);
  origin = await shown(id);
}, 120_000);
afterAll(() => {
  folder.remove();
});

describe('run new --from', () => {
  it('makes a what-if that everybody sees is one, and leaves the origin alone', async () => {
    const made = await fork();
    expect(made).toMatchObject({ kind: 'what-if', from: { run: origin.id } });
    expect(await shown(origin.id)).toEqual(origin);
    const list = (await umstieg('project', 'list')).stdout;
    expect(list).toMatch(new RegExp(`${made.id} .* what-if `));
    const page = (await umstieg('project', 'show', made.id)).stdout;
    expect(page).toContain(`What-if of ${origin.id}`);
    expect(page).toContain('never counts as a live run');
    const report = join(folder.path, 'report.html');
    await umstieg('report', made.id, '--format', 'html', '-o', report);
    const trail = (await umstieg('audit', 'show', made.id)).stdout;
    expect(trail).toMatch(/Lena Voss +forked as a what-if/);
    expect([await verified(made.id), await verified(origin.id)]).toEqual([0, 0]);
  });

  it('is never of another kind, and no run begins as a what-if', async () => {
    const args = ['--json', ...lena, 'run', 'new', origin.projectId];
    for (const more of [
      ['--from', origin.id, '--kind', 'live'],
      ['--kind', 'what-if'],
      [],
      ['--from', origin.id, '--at', 'R-101', '--without', 'R-102'],
      ['--from', origin.id, '--off', 'R-111'],
    ]) {
      const ended = await umstieg(...args, ...more);
      expect([ended.code, errorOf(ended).code]).toEqual([2, 'command.unknown']);
    }
    const ended = await umstieg(
      ...lena,
      '--json',
      'project',
      'new',
      '--customer',
      'X',
      '--kind',
      'what-if',
    );
    expect(ended.code).toBe(2);
  });

  it('gives the same run for the same key', async () => {
    const [one, two] = [await fork('--key', 'once'), await fork('--key', 'once')];
    expect(two.id).toBe(one.id);
  });
});

describe('run compare', () => {
  it('finds nothing between a run and its fresh what-if but what an approval held', async () => {
    const made = await fork();
    const compared = await compare(origin.id, made.id);
    expect(compared.inputs).toEqual([]);
    const differing = compared.rows.filter((row) => row.is !== 'same').map((row) => row.id);
    expect(differing).toEqual(['R-309']); // its result waits for a second person in the origin
  });

  it('says what was decided otherwise and what came of it, in two columns', async () => {
    const made = await fork();
    const redo = ['task', 'redo', made.id, 'R-105', '--reason', 'what if a swap had begun'];
    expect((await umstieg(...lena, ...redo)).code).toBe(0);
    await claimSwap(made.id);
    const compared = await compare(origin.id, made.id);
    expect(compared.inputs).toEqual(['R-105']);
    expect(compared.outcomes).toContain('R-207');
    const row = compared.rows.find(({ id }) => id === 'R-105');
    expect(row?.values).toContainEqual({ path: 'macSwap', a: 'none', b: 'started' });
    const { stdout } = await umstieg('run', 'compare', origin.id, made.id);
    expect(stdout).toMatch(/Decided otherwise: R-105\n/);
    expect(stdout).toMatch(/^ {2}macSwap +none +started$/m);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(await verified(made.id)).toBe(0);
  });

  it('refuses a run that is not there', async () => {
    const ended = await umstieg('--json', 'run', 'compare', origin.id, 'r-none');
    expect([ended.code, errorOf(ended).code]).toEqual([2, 'run.not-found']);
  });
});
