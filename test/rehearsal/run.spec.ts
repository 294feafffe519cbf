import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Answer } from '../../src/drill/answer.js';
import { inventCustomer } from '../../src/drill/customer.js';
import { documentOf, errorOf, withEngine, type Ended } from '../cli/command-line.js';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';
import { madeRehearsal, type Made } from './made-rehearsal.js';

const [USERS, SEED] = [13, 3];
let data: string;
let made: Made;
let project: string;
let rehearsal: string;
let first: Ended;
let cli: (...args: string[]) => Promise<Ended>;

interface Shown {
  readonly id: string;
  readonly projectId: string;
  readonly status: string;
  readonly steps: readonly { readonly id: string; readonly status: string }[];
}
const shown = async (id: string) => documentOf(await cli('project', 'show', id, '--json')) as Shown;

/** One user is unknown to the Active Directory, and one wants the old greeting: somebody has to decide. */
const [keeps, loses] = inventCustomer(USERS, SEED).people.filter((p) => p.recordedInConnect);
const [, , , gone] = inventCustomer(USERS, SEED).people.filter((p) => p.greetings.length > 0);
const DECISIONS = {
  yellow: [{ email: loses?.email, decision: 'overwrite', reason: 'wants the old one' }],
  unmatched: [{ email: gone?.email, decision: 'accept', reason: 'left the company' }],
};

function written(name: string, content: string): string {
  const path = join(makeFolder(), name);
  writeFileSync(path, content);
  return path;
}

async function withoutOneUser(): Promise<Made> {
  const { drill } = await madeRehearsal(USERS, SEED);
  const lines = readFileSync(join(drill, 'ad-users.csv'), 'utf8').split('\n');
  const list = lines.filter((line) => !line.startsWith(gone?.sid ?? '-')).join('\n');
  return madeRehearsal(USERS, SEED, '--ad', written('ad.csv', list));
}

const playRun = () =>
  cli('rehearsal', 'run', rehearsal, made.folder, '--as', 'anna', ...decisions, '--lang', 'en');
let decisions: string[];

beforeAll(async () => {
  const run = await withEngine();
  data = join(makeFolder(), 'data');
  cli = (...args) => run(...args, '--data', data);
  made = await withoutOneUser();
  decisions = ['--decisions', written('decisions.yaml', stringify(DECISIONS))];
  const opened = ['--customer', 'Muster GmbH', '--kind', 'rehearsal', '--as', 'anna', '--json'];
  ({ id: rehearsal, projectId: project } = documentOf(
    await cli('project', 'new', ...opened),
  ) as Shown);
  first = await playRun();
}, 120_000);

afterAll(removeFolders);

describe('a rehearsal run', () => {
  it('plays the whole checklist with the answers of the stand-in', async () => {
    expect(first).toMatchObject({ code: 0 });
    const { status, steps } = await shown(rehearsal);
    expect(status).toBe('completed');
    const open = steps.filter((s) => !['done', 'not-applicable'].includes(s.status));
    expect(open).toEqual([]);
  });

  it('goes on when it is played again, and does nothing twice', async () => {
    const before = await cli('audit', 'show', rehearsal, '--json');
    expect((await playRun()).code).toBe(0);
    expect((await cli('audit', 'show', rehearsal, '--json')).stdout).toBe(before.stdout);
  });

  it('is the same for whoever starts it: all acts are of the model', async () => {
    const other = ['--as', 'bert', ...decisions, '--json'];
    const again = await cli('rehearsal', 'run', rehearsal, made.folder, ...other);
    expect(again.code).toBe(0);
  });

  it('is labeled as a model in the checklist, the report, and at every act in the trail', async () => {
    expect(first.stderr).toMatch(/^MODELL \/ MODEL: /m);
    expect((await cli('project', 'show', rehearsal)).stdout).toContain('Probelauf (MODELL)');
    const report = join(makeFolder(), 'report.html');
    await cli('report', rehearsal, '--format', 'html', '-o', report);
    expect(readFileSync(report, 'utf8')).toContain('Probelauf (MODELL)');
    const trail = (await cli('audit', 'show', rehearsal)).stdout;
    expect(trail).toContain('MODELL / MODEL: Freigabe');
    for (const name of ['Anna Berg', 'Karl Ott']) expect(trail).not.toContain(name);
  });

  it('makes a safety export before each import that overwrites, and rehearses the repetition', async () => {
    const { actions } = JSON.parse(readFileSync(join(made.folder, 'rehearsal.json'), 'utf8')) as {
      actions: { kind: string }[];
    };
    const kinds = actions.map(({ kind }) => kind);
    for (const [at, kind] of kinds.entries()) {
      if (kind.endsWith('-import')) expect(kinds[at - 1]).toMatch(/^safety-export-/);
    }
    expect(kinds.filter((kind) => kind === 'settings-import')).toHaveLength(2);
  });

  it('is the only kind of run that the model plays', async () => {
    const live = await cli('run', 'new', project, '--kind', 'live', '--as', 'anna', '--json');
    const { id } = documentOf(live) as Shown;
    const refused = await cli('rehearsal', 'run', id, made.folder, '--as', 'anna', '--json');
    expect(errorOf(refused).code).toBe('input.invalid');
    await cli('project', 'cancel', id, '--reason', 'test', '--as', 'anna');
  });
});

const answersFile = () => join(made.folder, 'run', 'answers.yaml');
type Change = (answers: Answer[]) => Answer[];

/** Plays the answers of the rehearsal as claims of another run; the same run again goes on. */
async function playInto(id: string, change: Change): Promise<Ended> {
  const answers = change(parse(readFileSync(answersFile(), 'utf8')) as Answer[]);
  const path = join(made.folder, 'run', `answers-of-${id}.yaml`);
  writeFileSync(path, stringify(answers, { aliasDuplicateObjects: false }));
  return cli('play', id, path, '--as', 'anna', '--lang', 'en');
}

async function newRun(kind: 'live' | 'drill' = 'drill'): Promise<string> {
  const run = await cli('run', 'new', project, '--kind', kind, '--as', 'anna', '--json');
  return (documentOf(run) as Shown).id;
}

/** Takes other fields for one entry; `undefined` leaves one out. */
function other(answers: Answer[], id: string, set: Readonly<Record<string, unknown>>): Answer[] {
  return answers.map((one) => (one.id === id ? { ...one, set: { ...one.set, ...set } } : one));
}
/** A live run has the real clock: its window lies ahead. */
const WINDOW = { windowStart: '2099-03-14T06:00:00Z', windowEnd: '2099-03-15T20:00:00Z' };
const taken = () => ({ decisions: [], rehearsal: join(made.folder, 'rehearsal.json') });
describe('the run after a rehearsal', () => {
  it('takes the decisions as the claim of a person, named one by one, and a second person releases them', async () => {
    const id = await newRun();
    const upTo = (last: string) => (answers: Answer[]) => {
      const yellow = { ...taken(), approvalAbove: 0 };
      const all = other(other(answers, 'R-805', yellow), 'R-806', taken());
      return all.slice(0, all.findIndex((one) => one.id === last) + 1);
    };
    expect(await playInto(id, upTo('R-805'))).toMatchObject({ code: 0 });
    const task = async (step: string) =>
      (await cli('task', 'show', id, step, '--lang', 'en')).stdout;
    expect((await shown(id)).steps.find((s) => s.id === 'R-805')?.status).toBe('waiting-approval');
    expect(await task('R-805')).toContain(`${String(loses?.email)}: overwrite`);
    expect(await task('R-805')).toContain(`${String(keeps?.email)}: keep`);
    const approve = (name: string) =>
      cli('task', 'approve', id, 'R-805', '--as', `MODELL / MODEL: ${name}`);
    expect((await approve('Technik')).code).toBe(3);
    expect((await approve('Freigabe')).code).toBe(0);
    expect(await playInto(id, upTo('R-809'))).toMatchObject({ code: 0 });
    expect(await task('R-806')).toContain(`${String(gone?.email)}: accept`);
    for (const step of ['R-803', 'R-806', 'R-808'])
      expect(await task(step)).toContain('As the rehearsal (model) of ');
  });

  it('goes through a live run up to its days of grace, and agrees with the rehearsal where they are compared', async () => {
    const id = await newRun('live');
    const realTime = (one: Answer) => one.clock === undefined && one.advance === undefined;
    const ended = await playInto(id, (answers) =>
      other(other(other(answers, 'R-110', WINDOW), 'R-805', taken()), 'R-806', taken()).filter(
        realTime,
      ),
    );
    // what comes after the days of grace waits for the real clock
    expect(ended).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('entry #82 R-1007 ') as string,
    });
    const { steps } = await shown(id);
    const open = steps.filter((s) => !['done', 'not-applicable'].includes(s.status));
    expect(open.map((s) => s.id)).toEqual(['R-1006', 'R-1007', 'R-1008']);
    for (const step of ['R-606', 'R-703', 'R-803', 'R-806', 'R-808', 'R-906'])
      expect((await cli('task', 'show', id, step, '--lang', 'en')).stdout).toContain(
        'As the rehearsal (model) of ',
      );
    expect((await cli('audit', 'verify', id)).code).toBe(0);
  });

  it('is stopped where the real outcome is another one, and goes on with a reason and a second person', async () => {
    const id = await newRun();
    const ended = await playInto(id, (answers) => other(answers, 'R-703', { usersCreated: 12 }));
    expect(ended.code).toBe(5);
    expect(ended.stderr).toContain('R-703');
    expect(ended.stderr).toContain('Users created: 12 here, 13 in the rehearsal (model).');
    const explained = { usersCreated: 12, deviation: 'one account is disabled' };
    const answers = other(
      parse(readFileSync(answersFile(), 'utf8')) as Answer[],
      'R-703',
      explained,
    );
    const again = answers.map((one) => (one.id === 'R-703' ? { ...one, id: 'R-703-reason' } : one));
    const upTo = again.slice(0, again.findIndex((one) => one.id === 'R-703-reason') + 1);
    expect(await playInto(id, () => upTo)).toMatchObject({ code: 0 });
    const { steps } = await shown(id);
    expect(steps.find((s) => s.id === 'R-703')?.status).toBe('waiting-approval');
  });
});

describe('a run that differs from its rehearsal', () => {
  it.each([
    ['R-709', { adLine: 'every-run', dynamicRuns: 'once', rounds: 5 }],
    ['R-703', { usersCreated: 12, deviation: 'one account is disabled' }],
  ])(
    'says that it waits for the approval of %s, and whose, where the next row cannot start',
    async (step, set) => {
      const ended = await playInto(await newRun(), (answers) => other(answers, step, set));
      expect(ended.code).toBe(3);
      const waits = ended.stderr.split('\n').filter((line) => line.includes(': waiting for '));
      expect(waits).toEqual([
        expect.stringMatching(`^${step} .* by somebody other than MODELL / MODEL: Technik$`),
      ]);
    },
  );

  it('is not measured against a rehearsal of other data, and says which changed', async () => {
    const v4 = readFileSync(join(made.drill, 'v4-users.csv'), 'utf8');
    const path = written('v4.csv', v4.replace(/\r\n$/, '\r\n'.repeat(2)));
    const ended = await playInto(await newRun(), (answers) => {
      return other(other(answers, 'R-109', { v4Users: path }), 'R-806', taken());
    });
    expect(ended.code).toBe(5);
    expect(ended.stderr).toContain('R-806');
    expect(ended.stderr).toContain('v4-users.csv');
  });
});
