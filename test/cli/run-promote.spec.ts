import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from '../style/repository.js';
import { documentOf, errorOf, withEngine } from './command-line.js';
import { lena, ParkedDrill, WHY, type Shown } from './parked-drill.js';

let drill: ParkedDrill;
let made: Shown;

beforeAll(async () => {
  drill = await ParkedDrill.make();
  made = await drill.fork();
  await drill.redo(made.id, 'R-105');
  await drill.claimSwap(made.id);
}, 120_000);
afterAll(() => {
  drill.folder.remove();
});

const promote = (...more: readonly string[]) =>
  drill.umstieg(...lena, 'run', 'promote', made.id, drill.origin.id, '--step', 'R-105', ...more);

describe('run promote', () => {
  it('refuses while the row is not open, says how to open it, and shows in a dry run what it would hand in', async () => {
    const refused = await promote('--json', ...WHY);
    expect(refused.code).toBe(3);
    expect(errorOf(refused)).toMatchObject({
      code: 'step.not-ready',
      messageEn: expect.stringContaining('Reopen it there first') as unknown,
    });
    expect(refused.stderr).toMatch(
      new RegExp(`umstieg task redo ${drill.origin.id} R-105 --reason … --as …`),
    );
    expect(errorOf(await promote('--json')).code).toBe('reason.required');
    await drill.redo(drill.origin.id, 'R-105');
    const before = await drill.shown(drill.origin.id);
    const dry = await promote('--dry-run');
    expect(dry.code).toBe(0);
    expect(dry.stdout).toMatch(/^ {2}macSwap = started$/m);
    expect(dry.stdout).toContain('Nothing was handed in');
    expect(await drill.shown(drill.origin.id)).toEqual(before);
  });

  it('refuses when somebody was faster', async () => {
    const ended = await promote('--json', ...WHY, '--revision', '1');
    expect([ended.code, errorOf(ended).code]).toEqual([4, 'run.conflict']);
  });

  it('hands the claim in to the origin as that of who promotes; both runs then say the same of the row', async () => {
    const ended = await promote(...WHY);
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout).toContain('R-105');
    const { rows } = await drill.compare(drill.origin.id, made.id);
    expect(rows.find(({ id }) => id === 'R-105')?.is).toBe('same');
    const trail = await drill.umstieg('audit', 'show', drill.origin.id);
    expect(trail.stdout).toMatch(/Lena Voss +R-105 claim handed in from a what-if.*swap had begun/);
    expect([await drill.verified(drill.origin.id), await drill.verified(made.id)]).toEqual([0, 0]);
    const again = await promote(...WHY);
    expect(again.code).toBe(0);
    expect(again.stdout).toContain('R-105: was handed in before');
  });

  it('stops at the first step that is refused and names what was not handed in any more', async () => {
    const ended = await promote('--step', 'R-309,R-310', '--json', ...WHY);
    expect(ended.code).toBe(3);
    const { steps } = documentOf(ended) as { steps: { step: string }[] };
    expect(steps.map(({ step }) => step)).toEqual(['R-105', 'R-309']);
    expect(errorOf(ended).code).toBe('promote.never');
    const text = await promote('--step', 'R-309,R-310', ...WHY);
    expect(text.stdout).toContain('Not handed in any more: R-310');
  });

  it('does not go into the what-if itself', async () => {
    const itself = ['run', 'promote', made.id, made.id, '--step', 'R-105', ...WHY];
    const ended = await drill.umstieg(...lena, '--json', ...itself);
    expect([ended.code, errorOf(ended).code]).toEqual([3, 'promote.not-origin']);
  });
});

describe('a what-if that is handed over', () => {
  it('is a what-if there too, and verifies there', async () => {
    const bundle = join(drill.folder.path, 'what-if.zip');
    const give = ['bundle', 'export', made.id, '-o', bundle, '--hand-over', ...WHY];
    expect((await drill.umstieg(...lena, ...give)).code).toBe(0);
    const call = await withEngine();
    const other = ['--data', join(drill.folder.path, 'other')];
    const taken = await call(...other, '--as', 'Karl', 'bundle', 'import', bundle, ...WHY);
    expect(taken).toMatchObject({ code: 0 });
    const there = documentOf(await call(...other, '--json', 'project', 'show', made.id)) as Shown;
    expect(there).toMatchObject({ kind: 'what-if', from: { run: drill.origin.id } });
    expect((await call(...other, 'audit', 'verify', made.id)).code).toBe(0);
  });
});

describe('a fork that is killed', () => {
  it('leaves the whole run or none, and the same key makes one run', async () => {
    const { id, projectId } = drill.origin;
    const data = ['--data', join(drill.folder.path, 'data')];
    const order = [...lena, 'run', 'new', projectId, '--from', id, '--key', 'killed'];
    const program = [join(ROOT, 'bin', 'umstieg.js'), ...data, ...order];
    for (const afterMs of [250, 500, 750, 1_000, 1_250]) {
      const env = { ...process.env, NODE_OPTIONS: '' };
      const child = spawn(process.execPath, program, { env, stdio: 'ignore' });
      const ended = new Promise((done) => child.on('exit', done));
      await delay(afterMs);
      child.kill('SIGKILL');
      await ended;
    }
    const once = await drill.fork('--key', 'killed');
    expect((await drill.fork('--key', 'killed')).id).toBe(once.id);
    const runs = documentOf(await drill.umstieg('--json', 'project', 'list')) as Shown[];
    expect(runs.filter(({ kind }) => kind === 'what-if').map((run) => run.id)).toEqual([
      made.id,
      once.id,
    ]);
    expect(await drill.verified(once.id)).toBe(0);
  }, 60_000);
});

describe('a dry run over rows that follow each other', () => {
  it('says after which one a row opens, and refuses it where that one is not chosen', async () => {
    for (const run of [made.id, drill.origin.id])
      for (const step of ['R-102', 'R-103']) await drill.redo(run, step);
    for (const step of ['R-102', 'R-103']) await drill.answer(made.id, step);
    const dry = (steps: string) =>
      drill.umstieg(
        ...['run', 'promote', made.id, drill.origin.id, '--dry-run'],
        ...['--step', steps, ...lena, '--json'],
      );
    const both = await dry('R-103,R-102');
    expect(both.code).toBe(0);
    const { steps } = documentOf(both) as { steps: unknown[] };
    expect(steps).toMatchObject([
      { step: 'R-102' },
      { step: 'R-103', opensAfter: ['R-102'], alsoNeeds: [] },
    ]);
    expect(errorOf(await dry('R-103')).code).toBe('step.not-ready');
    const text = await drill.umstieg(
      ...['run', 'promote', made.id, drill.origin.id, '--dry-run', '--step', 'R-102,R-103'],
      ...lena,
    );
    expect(text.stdout).toContain('R-103: opens after R-102 at the earliest');
  });
});
