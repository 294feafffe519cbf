import { documentOf, Folder, withEngine } from './command-line.js';

const folder = new Folder();
const data = folder.path;
let umstieg: Awaited<ReturnType<typeof withEngine>>;
let run: { readonly id: string };

beforeAll(async () => {
  umstieg = await withEngine();
  const made = await umstieg(
    'project',
    'new',
    '--customer',
    'M',
    '--as',
    'Anna',
    '--data',
    data,
    '--json',
  );
  run = documentOf(made) as { id: string };
});
afterAll(() => {
  folder.remove();
});

describe('the checklist', () => {
  it('shows vendor labels of titles in quotation marks', async () => {
    const { stdout } = await umstieg('project', 'show', run.id, '--all', '--data', data);
    expect(stdout).toMatch(/„[^“`]+“/);
    expect(stdout).not.toContain('`');
  });
});

describe('a refusal', () => {
  const told = async (...args: string[]): Promise<string> =>
    (await umstieg(...args, '--data', data, '--as', 'Anna')).stderr;

  it('ends with the next command to type', async () => {
    expect(await told('task', 'show', 'r-nothing', 'R-101')).toContain(
      `Weiter: umstieg project list --data ${data}\n`,
    );
    expect(await told('task', 'do', run.id, 'R-104')).toMatch(
      new RegExp(`Weiter: umstieg task show ${run.id} R-10\\d --data ${data}\\n`),
    );
    expect(await told('task', 'approve', run.id, 'R-104', '--lang', 'en')).toContain(
      `Next: umstieg task show ${run.id} R-104 --data ${data} --lang en\n`,
    );
    expect(await told('project', 'pause', run.id)).toContain(
      `Weiter: umstieg project pause ${run.id} … --reason … --as … --data ${data}\n`,
    );
    expect(await told('task', 'show', run.id, 'R-999')).toContain(
      `Weiter: umstieg project show ${run.id} --all --data ${data}\n`,
    );
  });

  it('repeats the data folder so that a shell keeps it whole', async () => {
    const spaced = `${data} zwei`;
    const { stderr } = await umstieg('project', 'show', 'r-nothing', '--data', spaced);
    expect(stderr).toContain(`Weiter: umstieg project list --data "${spaced}"\n`);
  });

  it('names a field of a form as a field', async () => {
    expect(await told('task', 'do', run.id, 'R-101', '--set', 'sourceVersion=vier')).toContain(
      'Ort: Feld ',
    );
  });
});
