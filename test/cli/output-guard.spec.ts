import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_COMMANDS } from '../../src/cli/core-commands.js';
import { MIGRATION_COMMANDS } from '../../src/cli/migration-commands.js';
import { documentOf, errorOf, Folder, withEngine, type Ended } from './command-line.js';

const folder = new Folder();
const [data, exported] = [join(folder.path, 'data'), join(folder.path, 'export')];
const users = folder.file('users.csv', 'displayName;email\nAnna;anna@x.example\n');
const template = folder.file('template.csv', 'displayName;email\n');
let call: (...args: readonly string[]) => Promise<Ended>;
let run: string;

beforeAll(async () => {
  const engine = await withEngine();
  call = (...args) => engine('--data', data, ...args);
  const made = await call('--json', '--as', 'Anna', 'project', 'new', '--customer', 'A');
  run = (documentOf(made) as { id: string }).id;
  mkdirSync(join(data, 'evidence', '03'), { recursive: true });
  folder.file('data/evidence/03/03c0', 'evidence');
  folder.file('export/UserData/anna@x.example/greetings/a.wav', 'sound');
  folder.file('export/UserLines.csv', 'a');
  symlinkSync(data, join(folder.path, 'door'));
  symlinkSync(exported, join(folder.path, 'way'));
  symlinkSync(join(data, 'keys', 'signing.pem'), join(folder.path, 'innocent.txt'));
});
afterAll(() => folder.remove());

/** Every command that writes what the caller names; OUT is where. */
const WRITING: readonly (readonly string[])[] = [
  ['report', 'RUN', '--format', 'html', '-o', 'OUT'],
  ['--as', 'Anna', 'bundle', 'export', 'RUN', '-o', 'OUT'],
  ['audit', 'head', '-o', 'OUT'],
  ['erase', 'register', '-o', 'OUT'],
  ['audit', 'prove', 'RUN', '-o', 'OUT'],
  ['--as', 'Anna', 'backup', '-o', 'OUT'],
  ['--as', 'Anna', 'backup', '-o', 'BESIDE', '--evidence', 'OUT'],
  ['manifest', 'create', 'INPUTS', '-o', 'OUT'],
  ['connector', 'build', '--users', 'USERS', '--template', 'TEMPLATE', '-o', 'OUT'],
  ['users', 'pull', '--ldap', 'ldaps://127.0.0.1:9', '--base', 'DC=x', '--output', 'OUT'],
  ['match', '--source', 'USERS', '--target', 'USERS', '--repair', 'OUT'],
  ['sitekit', 'export', '-o', 'OUT'],
  ['drill', 'new', '--out', 'OUT'],
  ['people', 'join', '--invitation-file', 'USERS', '--password-file', 'TEMPLATE', '-o', 'OUT'],
  ['people', 'sign-in', '--name', 'Anna', '--password-file', 'TEMPLATE', '-o', 'OUT'],
  ['rehearsal', 'new', '--export', 'INPUTS', '--users', 'USERS', '-o', 'OUT'],
];
const TARGETS = [
  ...['data', 'data/umstieg.sqlite', 'data/umstieg.sqlite-wal', 'data/keys/signing.pem'],
  ...['data/keys/new', 'data/evidence/03/03c0', 'data/work/new/deep', 'data/report.html'],
  ...['door', 'door/report.html', 'innocent.txt', 'export/../data/x'],
  ...['export', 'export/UserLines.csv', 'export/UserData/anna@x.example/greetings/a.wav'],
  ...['export/UserData/new/b.wav', 'way/new.csv', 'way'],
];

function placed(command: readonly string[], out: string): string[] {
  const places: Readonly<Record<string, string>> = {
    RUN: run,
    USERS: users,
    TEMPLATE: template,
    INPUTS: exported,
    BESIDE: join(folder.path, 'beside.backup'),
    OUT: out,
  };
  return command.map((word) => places[word] ?? word);
}

function contents(path: string): string {
  const hash = createHash('sha256');
  for (const name of (readdirSync(path, { recursive: true }) as string[]).sort()) {
    const file = join(path, name);
    hash.update(name).update(statSync(file).isFile() ? readFileSync(file) : '');
  }
  return hash.digest('hex');
}

async function refusal(command: readonly string[], out: string) {
  const ended = await call('--json', ...placed(command, out));
  const { code, place } = errorOf(ended);
  return { exit: ended.code, code, file: place?.file };
}

describe('what a command is told to write', () => {
  it.each(WRITING)('never lands on anything of Umstieg or in an export: %s %s %s', async (...c) => {
    const before = [contents(data), contents(exported)];
    for (const target of TARGETS) {
      const out = join(folder.path, '.') + '/' + target;
      expect(await refusal(c, out)).toEqual({ exit: 3, code: 'path.refused', file: out });
    }
    expect([contents(data), contents(exported)]).toEqual(before);
  });

  it('never replaces a file the same command reads, by whatever name', async () => {
    const twin = join(folder.path, 'twin.csv');
    linkSync(users, twin);
    const before = readFileSync(users, 'utf8');
    const reading = WRITING.filter((command) => command.includes('USERS'));
    expect(reading).toHaveLength(4);
    for (const command of reading)
      for (const out of [users, twin, join(folder.path, 'export', '..', 'users.csv')])
        expect(await refusal(command, out)).toEqual({ exit: 3, code: 'path.refused', file: out });
    expect(readFileSync(users, 'utf8')).toBe(before);
  });

  it('is compared by the rules of Windows where both paths are Windows paths', async () => {
    const create = (out: string) =>
      refusal(['manifest', 'create', 'C:\\Export\\XPhone', '-o', 'OUT'], out);
    for (const out of ['c:/export/xphone/m.json', 'C:\\EXPORT\\x\\..\\XPHONE. \\m.json'])
      expect(await create(out)).toMatchObject({ code: 'path.refused' });
    expect(await create('C:\\Export\\XPhone2\\m.json')).toMatchObject({ code: 'file.unreadable' });
  });

  it('is written elsewhere, beside a data folder and beside an export', async () => {
    const beside = join(folder.path, 'report.html');
    const ended = await call(...placed(WRITING[0] ?? [], beside));
    expect([ended.code, statSync(beside).size > 1000]).toEqual([0, true]);
  });

  it('is looked at for every option there is that names a place to write', () => {
    const names = /-o,|--out|--output|--repair/;
    const rows = [...CORE_COMMANDS, ...MIGRATION_COMMANDS];
    const writing = rows.flatMap(({ usage, options = [] }) =>
      options.filter(
        ({ flags }) => names.test(flags) || (usage === 'backup' && /--evidence/.test(flags)),
      ),
    );
    const options = rows.flatMap((row) => row.options ?? []);
    expect(writing).toHaveLength(WRITING.length);
    expect(options.filter(({ writes }) => writes)).toEqual(writing);
  });
});
