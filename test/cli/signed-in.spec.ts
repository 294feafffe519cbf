import { readFileSync, writeFileSync } from 'node:fs';
import { CORE_COMMANDS } from '../../src/cli/core-commands.js';
import { MIGRATION_COMMANDS } from '../../src/cli/migration-commands.js';
import { documentOf, errorOf, Folder, withEngine, type Ended } from './command-line.js';

let folder: Folder;
let run: (...args: readonly string[]) => Promise<Ended>;
let before = '';
let own = '';

const at = (name: string) => `${folder.path}/${name}`;
const as = (name: string) => ['--token-file', at(`${name}.token`)];
const idOf = (ended: Ended) => (documentOf(ended) as { id: string }).id;
const codeOf = (ended: Ended) => errorOf(ended).code;

async function join(name: string, invite: readonly string[], given: readonly string[] = []) {
  const { token } = documentOf(await run('people', 'invite', ...invite)) as { token: string };
  writeFileSync(at('code'), token);
  writeFileSync(at('password'), 'acht Boote fahren nach Norden');
  const files = ['--invitation-file', at('code'), '--password-file', at('password')];
  expect((await run('people', 'join', ...files, '-o', at(`${name}.token`), ...given)).code).toBe(0);
}

beforeAll(async () => {
  folder = new Folder();
  const line = await withEngine();
  run = (...args) => line('--data', `${folder.path}/data`, '--json', ...args);
  const drill = ['project', 'new', '--customer', 'Muster', '--kind', 'drill'];
  before = idOf(await run(...drill, '--as', 'Olga'));
  await join('Olga', [], ['--name', 'Olga']);
  own = idOf(await run(...drill, ...as('Olga')));
  const { projectId } = documentOf(await run('project', 'show', own, ...as('Olga'))) as {
    projectId: string;
  };
  for (const [name, role] of [
    ['Tom', 'technician'],
    ['Ada', 'approver'],
  ] as const) {
    const invite = ['--name', name, '--role', role, '--scope', `project:${projectId}`];
    await join(name, [...invite, ...as('Olga')]);
  }
}, 120_000);
afterAll(() => folder.remove());

describe('the command line, once somebody has an account', () => {
  it('asks who it is, whatever --as says', async () => {
    for (const args of [
      ['project', 'list'],
      ['project', 'show', own],
      ['doctor'],
      ['task', 'assign', own, 'R-101', '--to', 'Karl', '--as', 'Olga'],
      ['project', 'new', '--customer', 'X', '--as', 'Olga'],
      ['run', 'new', 'p-x', '--kind', 'drill', '--as', 'Olga'],
    ]) {
      const ended = await run(...args);
      expect([args[0], codeOf(ended), ended.code]).toEqual([args[0], 'sign-in.required', 2]);
    }
  });

  it('acts under the name of the account, as authenticated, and under no other', async () => {
    const assign = ['task', 'assign', own, 'R-101', '--to', 'Tom'];
    expect((await run(...assign, ...as('Olga'))).code).toBe(0);
    expect((await run(...assign, '--as', ' OLGA ', ...as('Olga'))).code).toBe(0);
    expect(codeOf(await run(...assign, '--as', 'Karl', ...as('Olga')))).toBe('actor.other');
    const trail = JSON.stringify(documentOf(await run('audit', 'show', own, ...as('Olga'))));
    expect(trail).toContain('Olga');
    expect(trail).not.toContain('Karl');
    const report = await run('report', own, '--format', 'html', '-o', at('r.html'), ...as('Olga'));
    expect(report.code).toBe(0);
    const pdf = await run('report', own, '--format', 'pdf', '-o', at('r.pdf'), ...as('Olga'));
    expect(pdf.code).toBe(0);
    expect(readFileSync(at('r.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('lets each do what the role allows, and hides what is not theirs', async () => {
    const pause = ['project', 'pause', own, '--reason', 'Urlaub'];
    expect(codeOf(await run(...pause, ...as('Ada')))).toBe('access.denied');
    expect((await run(...pause, ...as('Tom'))).code).toBe(0);
    expect((await run('project', 'resume', own, '--reason', 'da', ...as('Tom'))).code).toBe(0);
    const cancel = ['project', 'cancel', own, '--reason', 'x'];
    expect(codeOf(await run(...cancel, ...as('Tom')))).toBe('access.denied');
    expect(codeOf(await run('project', 'show', before, ...as('Tom')))).toBe('run.not-found');
    expect(codeOf(await run('doctor', ...as('Tom')))).toBe('access.denied');
    const listed = documentOf(await run('project', 'list', ...as('Tom'))) as { id: string }[];
    expect(listed.map(({ id }) => id)).toEqual([own]);
    const compare = ['run', 'compare', own, before];
    expect(codeOf(await run(...compare, ...as('Tom')))).toBe('run.not-found');
    expect(codeOf(await run('project', 'new', '--customer', 'X', ...as('Tom')))).toBe(
      'access.denied',
    );
  });

  it('plays a list of answers for those whose tokens were given, each with the own rights', async () => {
    const entry = (id: string, name: string, act: string) =>
      `- {id: ${id}, step: R-101, do: ${act}, as: ${name}, reason: Test}\n`;
    const play = (yaml: string, ...who: readonly string[]) => {
      writeFileSync(at('answers.yaml'), yaml);
      return run('play', own, at('answers.yaml'), ...who);
    };
    const both = [...as('Tom'), ...as('Ada')];
    const stopped = async (ended: Promise<Ended>) => JSON.stringify(documentOf(await ended));
    expect(await stopped(play(entry('a', 'Ada', 'redo'), ...both))).toContain('access.denied');
    expect(await stopped(play(entry('b', 'Tom', 'approve'), ...both))).toContain('access.denied');
    expect(await stopped(play(entry('c', 'Olga', 'redo'), ...both))).toContain('actor.other');
    const tried = await stopped(play(entry('d', 'Ada', 'approve'), ...both));
    expect(tried).toContain('approval.not-pending'); // the engine was asked
  });
});

/** Commands that ask by themselves, or open no data folder. */
/** `backup` only reads what whoever runs it can read anyway (ADR 0030); `restore` finds no people yet. */
const ASKS_ITSELF = ['people', 'serve', 'backup', 'restore'];
const FILES_ONLY = [
  ...[
    'audit consistency',
    'bundle verify',
    'export',
    'manifest',
    'csv',
    'users',
    'match',
    'connector',
    'sitekit',
  ],
  ...['drill new', 'rehearsal new', 'rehearsal play', 'rehearsal change'],
];

it('has a right for every command that opens a data folder', () => {
  const without = [...CORE_COMMANDS, ...MIGRATION_COMMANDS]
    .filter(({ right }) => right === undefined)
    .map(({ usage }) => usage);
  const known = [...ASKS_ITSELF, ...FILES_ONLY];
  expect(without.filter((usage) => !known.some((word) => usage.startsWith(word)))).toEqual([]);
});
