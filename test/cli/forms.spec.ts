import { resolve } from 'node:path';
import type { TaskView } from '../../src/engine/views.js';
import { choice, choices } from '../../src/steps/choices.js';
import { withFullPaths } from '../../src/cli/set-values.js';
import { documentOf, errorOf, Folder, withEngine, type Ended } from './command-line.js';

let folder: Folder;
let umstieg: (...args: readonly string[]) => Promise<Ended>;
let run: string;

beforeAll(async () => {
  folder = new Folder();
  const start = await withEngine();
  umstieg = (...args) => start('--data', folder.path, '--as', 'Anna', ...args);
  const made = await umstieg('--json', 'project', 'new', '--customer', 'Muster', '--kind', 'drill');
  run = (documentOf(made) as { id: string }).id;
});
afterAll(() => folder.remove());

const set = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).flatMap(([name, value]) => ['--set', `${name}=${value}`]);

describe('answers to choose from', () => {
  it('are shown in the language of the person', async () => {
    expect((await umstieg('task', 'show', run, 'R-303', '--lang', 'en')).stdout).toContain(
      'existing customer | new customer',
    );
    const german = await umstieg('task', 'show', run, 'R-303');
    expect(german.stdout).toContain('Bestehender Kunde | Neukunde');
  });

  it('carry their stable value and both words in the JSON document', async () => {
    const { fields } = documentOf(
      await umstieg('--json', 'task', 'show', run, 'R-303'),
    ) as TaskView;
    expect(fields[0]?.options?.[1]).toEqual({
      value: 'neukunde',
      text: { de: 'Neukunde', en: 'new customer' },
    });
  });

  it.each(['physical', 'Eigene  Hardware', ' PHYSICAL '])('are taken by %j', (typed) => {
    const machine = choice({ de: 'Server', en: 'Server' }, ['physical', 'virtual']);
    expect(machine.parse(typed)).toBe('physical');
    expect(machine.safeParse('Rechenzentrum').success).toBe(false);
  });

  it('are taken several at once, in either language', () => {
    const items = choices({ de: 'Dienste', en: 'Services' }, ['pbx', 'fax', 'mwi']);
    expect(items.parse('Telefonanlage, fax')).toEqual(['pbx', 'fax']);
    expect(items.parse(['PBX', 'mwi'])).toEqual(['pbx', 'mwi']);
    expect(items.safeParse('Telefonanlage, Kaffee').success).toBe(false);
  });

  it('are listed when something else is typed', async () => {
    const ended = await umstieg(
      '--json',
      'task',
      'do',
      run,
      'R-101',
      ...set({ sourceProduct: 'V5' }),
    );
    expect(ended.code).toBe(2);
    expect(errorOf(ended).message).toContain('XPhone UC V4 | ');
    expect(errorOf(ended).messageEn).toContain('another version of XPhone UC');
  });
});

describe('files and folders of this computer', () => {
  it('start at the current folder when they are relative', () => {
    const fields = [
      { name: 'list', input: 'path' },
      { name: 'note', input: 'text' },
    ] as const;
    expect(withFullPaths({ list: 'users.csv', note: 'users.csv' }, fields)).toEqual({
      list: resolve('users.csv'),
      note: 'users.csv',
    });
  });

  it.each(['C:\\Export\\users.csv', '\\\\uc01\\share\\users.csv', '/srv/users.csv', ''])(
    'stay as they are: %s',
    (list) => {
      expect(withFullPaths({ list }, [{ name: 'list', input: 'path' }])).toEqual({ list });
    },
  );

  it('are known as such by the step', async () => {
    const { fields } = documentOf(
      await umstieg('--json', 'task', 'show', run, 'R-109'),
    ) as TaskView;
    const paths = fields.filter((f) => f.input === 'path').map((f) => f.name);
    expect(paths).toEqual([
      'v4Users',
      'adUsers',
      'connectUsers',
      'directoryPasswordFile',
      'directoryCa',
    ]);
  });
});
