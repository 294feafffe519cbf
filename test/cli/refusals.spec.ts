import { existsSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentOf, errorOf, Folder, withEngine, type Ended } from './command-line.js';

/** On a real data folder with the real steps: each class of bad input has its exit code, and nothing of it changes the run. */
interface Run {
  readonly id: string;
  readonly projectId: string;
  readonly revision: number;
  readonly head: { readonly seq: number };
}

const folder = new Folder();
const data = join(folder.path, 'data');
let umstieg: Awaited<ReturnType<typeof withEngine>>;
const call = (...args: string[]): Promise<Ended> => umstieg(...args, '--data', data, '--json');
let run: Run;
const shown = async (): Promise<Run> => documentOf(await call('project', 'show', run.id)) as Run;

beforeAll(async () => {
  umstieg = await withEngine();
  const made = await call('project', 'new', '--customer', 'Muster GmbH', '--as', 'Anna');
  expect(made).toMatchObject({ code: 0, stderr: '' });
  run = documentOf(made) as Run;
});
afterAll(() => {
  folder.remove();
});

const CLAIM = ['--set', 'customer=Muster = Söhne', '--set', 'partner=Systemhaus'].concat(
  ...['contacts=a@x.example', 'sourceProduct=uc-v4', 'sourceVersion=4.5.5'].map((f) => [
    '--set',
    f,
  ]),
  ['--set', 'targetVersion=V9 SR1'],
);

describe('a command that is refused', () => {
  it('needs to know who acts', async () => {
    const ended = await call('task', 'do', run.id, 'R-101', ...CLAIM);
    expect(ended.code).toBe(2);
    expect(errorOf(ended).code).toBe('actor.required');
  });

  it('needs to know who exports, since the export is an entry of the trail', async () => {
    const file = join(folder.path, 'nobody.zip');
    const before = await shown();
    const ended = await call('bundle', 'export', run.id, '-o', file);
    expect([ended.code, errorOf(ended).code]).toEqual([2, 'actor.required']);
    expect(existsSync(file)).toBe(false);
    expect((await shown()).head).toEqual(before.head);
  });

  it('names an unknown run, step or project, and records that it was asked', async () => {
    const unknownRun = await call('task', 'do', 'r-nothing', 'R-101', '--as', 'Anna');
    expect([unknownRun.code, errorOf(unknownRun).code]).toEqual([2, 'run.not-found']);
    const unknownStep = await call('task', 'do', run.id, 'R-999', '--as', 'Anna');
    expect(unknownStep.code).toBe(2);
    expect(errorOf(unknownStep).message).toContain('R-999');
    const unknownProject = await call('run', 'new', 'p-nothing', '--kind', 'drill', '--as', 'Anna');
    expect([unknownProject.code, errorOf(unknownProject).code]).toEqual([2, 'project.not-found']);
  });

  it('names what is missing when it comes too early', async () => {
    const ended = await call(
      'task',
      'do',
      run.id,
      'R-104',
      '--set',
      'release=V9 SR1',
      '--as',
      'Anna',
    );
    expect(ended.code).toBe(3);
    expect(errorOf(ended)).toMatchObject({ code: 'step.not-ready', expected: ['R-101'] });
  });

  it('names every bad field with what came and what was expected', async () => {
    const ended = await call(
      'task',
      'do',
      run.id,
      'R-101',
      '--as',
      'Anna',
      '--set',
      'sourceVersion=vier',
    );
    expect(ended.code).toBe(2);
    const { code, message, expected } = errorOf(ended);
    expect(code).toBe('input.invalid');
    expect(message).toContain('vier');
    expect(expected?.length).toBeGreaterThan(3);
    const noPair = await call('task', 'do', run.id, 'R-101', '--as', 'Anna', '--set', 'customer');
    expect([noPair.code, errorOf(noPair).code]).toEqual([2, 'input.invalid']);
    const noJson = folder.file('input.json', '[1]');
    const ended2 = await call('task', 'do', run.id, 'R-101', '--as', 'Anna', '--input', noJson);
    expect([ended2.code, errorOf(ended2).place]).toEqual([2, { file: noJson }]);
  });
});

describe('evidence and conflicts', () => {
  it.each([
    ['missing altogether', [], 3, 'evidence.required'],
    ['a file that does not exist', ['no-such.png'], 2, 'evidence.unusable'],
    ['a folder', ['.'], 2, 'evidence.unusable'],
    ['an empty file', ['empty.png'], 2, 'evidence.unusable'],
    ['larger than the limit', ['huge.png'], 2, 'evidence.unusable'],
  ])('names evidence that is %s', async (_what, names, code, error) => {
    folder.file('empty.png');
    truncateSync(folder.file('huge.png'), 25 * 1024 ** 2 + 1);
    const evidence = names.flatMap((name) => ['--evidence', join(folder.path, name)]);
    const ended = await call('task', 'do', run.id, 'R-101', ...CLAIM, ...evidence, '--as', 'Anna');
    expect([ended.code, errorOf(ended).code]).toEqual([code, error]);
  });

  it('and everything refused before changed nothing but the audit trail', async () => {
    const now = await shown();
    expect(now.revision).toBe(run.revision);
    expect(now.head.seq).toBeGreaterThan(run.head.seq);
    expect((await call('audit', 'verify', run.id)).code).toBe(0);
  });

  it('is a conflict when the revision is stale or the key was used for something else', async () => {
    const stale = await call(
      'project',
      'pause',
      run.id,
      '--reason',
      'x',
      '--as',
      'Anna',
      '--revision',
      '77',
    );
    expect([stale.code, errorOf(stale).code]).toEqual([4, 'run.conflict']);
    const assign = (to: string) =>
      call('task', 'assign', run.id, 'R-111', '--to', to, '--as', 'Anna', '--key', 'k-1');
    expect((await assign('Bernd')).code).toBe(0);
    expect((await assign('Bernd')).code).toBe(0);
    const other = await assign('Carla');
    expect([other.code, errorOf(other).code]).toEqual([4, 'command.mismatch']);
    expect((await shown()).revision).toBe(run.revision + 1);
  });

  it('needs a reason where one is due, and stops while the run is paused', async () => {
    const noReason = await call('project', 'pause', run.id, '--as', 'Anna');
    expect([noReason.code, errorOf(noReason).code]).toEqual([2, 'reason.required']);
    expect(
      (await call('project', 'pause', run.id, '--reason', 'Urlaub', '--as', 'Anna')).code,
    ).toBe(0);
    const paused = await call('task', 'do', run.id, 'R-101', ...CLAIM, '--as', 'Anna');
    expect([paused.code, errorOf(paused).code]).toEqual([3, 'run.paused']);
    expect(
      (await call('project', 'resume', run.id, '--reason', 'weiter', '--as', 'Anna')).code,
    ).toBe(0);
  });
});

describe('a claim', () => {
  it('that holds is done; fields may hold "=", one given twice makes a list', async () => {
    const picture = folder.file('info.png', 'picture');
    const ended = await call(
      ...['task', 'do', run.id, 'R-101', ...CLAIM, '--set', 'contacts=b@x.example'],
      ...['--evidence', picture, '--as', 'Anna'],
    );
    expect(ended.code).toBe(0);
    expect(documentOf(ended)).toMatchObject({ step: 'R-101', status: 'done', problems: [] });
    const report = documentOf(await call('report', run.id, '--format', 'json')) as {
      steps: { id: string; doneBy: string; evidence: number }[];
    };
    expect(report.steps.find((s) => s.id === 'R-101')).toMatchObject({
      doneBy: 'Anna',
      evidence: 1,
    });
  });

  it('that the data contradict ends with 5 and shows both values', async () => {
    const machines = ['sourceHost=UC01', 'targetHost=uc01', 'targetMachine=physical'];
    const set = ['newHardware=ja', ...machines].flatMap((f) => ['--set', f]);
    const ended = await call(
      ...['task', 'do', run.id, 'R-102', ...set, '--as', 'Anna'],
      ...['--set', 'sourceAddresses=192.0.2.1', '--set', 'targetAddresses=192.0.2.2'],
    );
    expect(ended.code).toBe(5);
    expect(documentOf(ended)).toMatchObject({ status: 'rejected', verdict: 'contradicts' });
    expect(ended.stdout).toContain('uc01');
  });

  it('that a second person must decide says who waits for whom, with exit 0', async () => {
    const asked = await call(
      'task',
      'waive',
      run.id,
      'R-111',
      '--reason',
      'nicht nötig',
      '--as',
      'Anna',
    );
    expect(asked.code).toBe(0);
    expect(documentOf(asked)).toMatchObject({
      status: 'waiting-approval',
      waitingFor: { kind: 'waive', by: 'Anna' },
    });
    const self = await call('task', 'approve', run.id, 'R-111', '--as', ' ANNA ');
    expect([self.code, errorOf(self).code]).toEqual([3, 'approval.same-person']);
    expect(
      documentOf(await call('task', 'approve', run.id, 'R-111', '--as', 'Bernd')),
    ).toMatchObject({
      status: 'waived',
    });
  });
});

describe('a data folder', () => {
  it.each([
    ['is a file', (path: string) => writeFileSync(path, 'x'), 3, 'store.read-only'],
    [
      'holds a folder where the database belongs',
      (path: string) => mkdirSync(join(path, 'umstieg.sqlite'), { recursive: true }),
      3,
      'store.read-only',
    ],
    [
      'holds something else under the name of the database',
      (path: string) => {
        mkdirSync(path);
        writeFileSync(join(path, 'umstieg.sqlite'), 'no database at all, '.repeat(1_000));
      },
      1,
      'store.corrupt',
    ],
  ])('that %s is named', async (_what, make, code, error) => {
    const path = join(folder.path, `odd-${String(code)}-${String(Math.trunc(performance.now()))}`);
    make(path);
    const ended = await umstieg('project', 'list', '--data', path, '--json');
    expect([ended.code, errorOf(ended).code]).toEqual([code, error]);
    expect(errorOf(ended).place?.file).toContain('umstieg.sqlite');
  });

  it('that does not exist is no patient for the doctor', async () => {
    const ended = await umstieg('doctor', '--data', join(folder.path, 'nowhere'), '--json');
    expect([ended.code, errorOf(ended).code]).toEqual([2, 'file.unreadable']);
  });
});
