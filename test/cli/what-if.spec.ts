import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorOf } from './command-line.js';
import { lena, ParkedDrill } from './parked-drill.js';

let drill: ParkedDrill;

beforeAll(async () => {
  drill = await ParkedDrill.make();
}, 120_000);
afterAll(() => {
  drill.folder.remove();
});

describe('run new --from', () => {
  it('makes a what-if that everybody sees is one, and leaves the origin alone', async () => {
    const made = await drill.fork();
    expect(made).toMatchObject({ kind: 'what-if', from: { run: drill.origin.id } });
    expect(await drill.shown(drill.origin.id)).toEqual(drill.origin);
    const list = (await drill.umstieg('project', 'list')).stdout;
    expect(list).toMatch(new RegExp(`${made.id} .* what-if `));
    const page = (await drill.umstieg('project', 'show', made.id)).stdout;
    expect(page).toContain(`What-if of ${drill.origin.id}`);
    expect(page).toContain('never counts as a live run');
    const report = join(drill.folder.path, 'report.html');
    await drill.umstieg('report', made.id, '--format', 'html', '-o', report);
    expect(readFileSync(report, 'utf8')).toContain('What-if: a model on what');
    const trail = (await drill.umstieg('audit', 'show', made.id)).stdout;
    expect(trail).toMatch(/Lena Voss +forked as a what-if/);
    expect([await drill.verified(made.id), await drill.verified(drill.origin.id)]).toEqual([0, 0]);
  });

  it('is never of another kind, and no run begins as a what-if', async () => {
    const args = ['--json', ...lena, 'run', 'new', drill.origin.projectId];
    const help = (await drill.umstieg('run', 'new', '--help')).stdout.replace(/\s+/g, ' ');
    expect(help).toContain('never of another kind (leave out --kind)');
    for (const more of [
      ['--from', drill.origin.id, '--kind', 'live'],
      ['--from', drill.origin.id, '--kind', 'drill'],
      ['--kind', 'what-if'],
      [],
      ['--from', drill.origin.id, '--at', 'R-101', '--without', 'R-102'],
      ['--from', drill.origin.id, '--off', 'R-111'],
    ]) {
      const ended = await drill.umstieg(...args, ...more);
      expect([ended.code, errorOf(ended).code]).toEqual([2, 'command.unknown']);
    }
    const ended = await drill.umstieg(
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
    const [one, two] = [await drill.fork('--key', 'once'), await drill.fork('--key', 'once')];
    expect(two.id).toBe(one.id);
  });
});

describe('run compare', () => {
  it('finds nothing between a run and its fresh what-if but what an approval held', async () => {
    const made = await drill.fork();
    const compared = await drill.compare(drill.origin.id, made.id);
    expect(compared.inputs).toEqual([]);
    const differing = compared.rows.filter((row) => row.is !== 'same').map((row) => row.id);
    expect(differing).toEqual(['R-309']); // its result waits for a second person in the origin
  });

  it('says what was decided otherwise and what came of it, in two columns', async () => {
    const made = await drill.fork();
    await drill.redo(made.id, 'R-105');
    await drill.claimSwap(made.id);
    const compared = await drill.compare(drill.origin.id, made.id);
    expect(compared.inputs).toEqual(['R-105']);
    expect(compared.outcomes).toContain('R-207');
    const row = compared.rows.find(({ id }) => id === 'R-105');
    expect(row?.values).toContainEqual({ path: 'macSwap', a: 'none', b: 'started' });
    const { stdout } = await drill.umstieg('run', 'compare', drill.origin.id, made.id);
    expect(stdout).toMatch(/Decided otherwise: R-105\n/);
    expect(stdout).toMatch(/^ {2}macSwap +none +started$/m);
    expect(stdout).toMatch(/^ {2}handed in:$/m);
    const { label, words } = row?.handedIn.fields.find(({ name }) => name === 'macSwap') ?? {};
    const lines = stdout.split('\n');
    const at = lines.findIndex((line) => line.startsWith(`≠ ${label?.en.slice(0, 20) ?? '?'}`));
    const cells = lines.slice(at, at + 3).join(' ');
    expect(cells).toContain(words?.a?.en.slice(0, 20));
    expect(cells).toContain(words?.b?.en.slice(0, 20));
    expect(lines[lines.findIndex((line) => line.startsWith('R-105')) + 2]).toMatch(
      /^ {2}check +(attested|consistent) +(attested|consistent)$/,
    );
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(await drill.verified(made.id)).toBe(0);
  });

  it('refuses a run that is not there', async () => {
    const ended = await drill.umstieg('--json', 'run', 'compare', drill.origin.id, 'r-none');
    expect([ended.code, errorOf(ended).code]).toEqual([2, 'run.not-found']);
  });
});
