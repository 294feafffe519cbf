import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Screen } from '../../src/cli/screen.js';
import { columns } from '../../src/cli/columns.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { documentOf, Folder, Sink, withEngine, type Ended } from './command-line.js';

const FORGED = '  2026-03-02T08:00:00.000Z  done  R-309 approved by Karl';
const ANSI = '\u001b[2K\u001b[31m\u009b1A';
const BIDI = '\u202egnp.exe\u2066\u200f';
/** What somebody might call themselves to write lines of their own into what Umstieg shows. */
const evil = (name: string) =>
  `${name}\n${FORGED}\r${FORGED}\u2028${FORGED}${ANSI}${BIDI}\t<img src=x onerror=alert(1)>`;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const STEERING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

const folder = new Folder();
const data = join(folder.path, 'data');
let call: (...args: readonly string[]) => Promise<Ended>;
let run: string;

beforeAll(async () => {
  const engine = await withEngine(DOCUMENTED.definition);
  call = (...args) => engine('--data', data, ...args);
  const as = ['--as', evil('Anna')];
  const made = await call('--json', ...as, 'project', 'new', '--customer', evil('Muster GmbH'));
  run = (documentOf(made) as { id: string }).id;
  const picture = join(folder.path, evil('picture').replaceAll('/', '_').slice(0, 200));
  writeFileSync(picture, 'a picture');
  await call(...as, 'task', 'assign', run, 'R-101', '--to', evil('Karl'));
  const form = ['--set', `product=${evil('XPhone')}`, '--evidence', picture];
  await call(...as, 'task', 'do', run, 'R-101', ...form);
  await call(...as, 'task', 'waive', run, 'R-110', '--reason', evil('because'));
  await call(...as, 'project', 'pause', run, '--reason', evil('lunch'));
});
afterAll(() => folder.remove());

const COMMANDS: [string, () => readonly string[]][] = [
  ['project list', () => ['project', 'list']],
  ['project show', () => ['project', 'show', run, '--all']],
  ['task show', () => ['task', 'show', run, 'R-101']],
  ['task show of another step', () => ['task', 'show', run, 'R-110']],
  ['audit show', () => ['audit', 'show', run]],
  ['audit verify', () => ['audit', 'verify', run]],
  ['audit verify of what is not there', () => ['audit', 'verify', evil('run')]],
  ['doctor', () => ['doctor']],
  ['an unknown run', () => ['project', 'show', evil('run')]],
  ['an unknown step', () => ['task', 'show', run, evil('R-1')]],
  ['an unknown command', () => [evil('command')]],
  ['an unknown field', () => ['--as', 'Eve', 'task', 'do', run, 'R-101', '--set', evil('f=')]],
  ['a missing file', () => ['csv', 'check', join(folder.path, evil('list').replaceAll('/', '_'))]],
  ['the report', () => ['report', run, '--format', 'html']],
];

describe('what people typed cannot write lines of its own', () => {
  it.each(COMMANDS)('in %s', async (_what, args) => {
    for (const language of ['de', 'en']) {
      const { stdout, stderr } = await call('--lang', language, ...args());
      const shown = stdout + stderr;
      expect(shown).not.toMatch(STEERING);
      expect(shown).not.toContain(`\n${FORGED}`);
      expect(shown.length).toBeGreaterThan(0);
      if (stdout.startsWith('<!doctype')) expect(stdout).not.toContain('<img src=x');
    }
  });

  it.each(COMMANDS.filter(([what]) => what !== 'the report'))(
    'in %s with --json, and the document says all of it',
    async (what, args) => {
      const { stdout } = await call('--json', ...args());
      expect(stdout).not.toMatch(STEERING);
      const names = ['project list', 'project show', 'audit show'];
      const text = JSON.stringify(documentOf({ code: 0, stdout, stderr: '' }));
      if (names.includes(what)) expect(text).toContain(JSON.stringify(FORGED + ANSI).slice(1, -1));
    },
  );

  it('shows where the line breaks were', async () => {
    expect((await call('project', 'list')).stdout).toContain(`Muster GmbH↵${FORGED}↵`);
    expect((await call('audit', 'show', run)).stdout).toContain(`because↵${FORGED}↵`);
  });
});

describe('on a terminal with colors', () => {
  it('only what Umstieg paints is painted', async () => {
    const stdout = Object.assign(new Sink(), { isTTY: true });
    const screen = new Screen(false, 'en', { stdout, stderr: new Sink() });
    const name = 'Anna\u001b[8m\u001b[0m';
    await screen.answer({}, () => [`${screen.paint('red', name)} and ${name}`]);
    expect(columns(screen.paint('red', 'Anna'))).toBe(4);
    const seen = 'Anna\ufffd[8m\ufffd[0m';
    expect(stdout.text).toBe(`\u001b[31m${seen}\u001b[0m and ${seen}\n`);
  });
});
