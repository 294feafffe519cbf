import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { umstieg } from '../cli/command-line.js';
import { writtenDrill } from '../drill/drill-folder.js';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';
import { GuidedRun } from './at-the-menu.js';
import { readQuestion } from './question.js';
import { KEYS, type Terminal } from './terminal.js';
import type { Typist } from './typist.js';

/** The first step with a secret; the run is played up to it. */
const SECRET_STEP = 'R-302';
const TYPED = 'half-typed';
const OPEN = ['--lang', 'en'];
let run: GuidedRun;

beforeAll(async () => {
  const drill = await writtenDrill(6, 5);
  const answers = readFileSync(join(drill, 'answers.yaml'), 'utf8').split(/^(?=- )/m);
  const upTo = answers.findIndex((entry) => entry.includes(`step: ${SECRET_STEP}\n`));
  const begun = join(drill, 'begun.yaml');
  writeFileSync(begun, answers.slice(0, upTo).join(''));
  const data = join(makeFolder(), 'data');
  run = GuidedRun.begin(data, /customer: (.*)/.exec(answers.join(''))?.[1] ?? '?');
  const played = umstieg(['--data', data, '--as', 'Anna Berg', 'play', run.id, begun]);
  if (played.code !== 0) throw new Error(played.stdout + played.stderr);
}, 300_000);
afterAll(() => {
  run.kill();
  removeFolders();
});

type Way = (typist: Typist) => Promise<void>;
const other =
  (entry: string): Way =>
  async (typist) => {
    await typist.choose((label) => label.startsWith('Something else'));
    await typist.choose((label) => label.startsWith(entry));
  };
const toSecret: Way = async (typist) => {
  await typist.choose((label) => label.replace(/^Next: /, '').startsWith(`${SECRET_STEP} `));
};
const toTicks: Way = async (typist) => {
  await other('Reopen')(typist);
  await typist.choose((label) => label.startsWith('R-101 '));
};

const atMenu: Way = () => Promise.resolve();

const KINDS: readonly [string, Way, string][] = [
  ['the menu', atMenu, ''],
  ['a choice of steps', other('Assign'), ''],
  ['a line that is half typed', other('Pause'), TYPED],
  ['a list to be ticked', toTicks, KEYS.space],
  ['a secret that is half typed', toSecret, TYPED],
];

/** Types something that must not be sent. */
async function begin(terminal: Terminal, typed: string): Promise<void> {
  if (typed === '') await terminal.question();
  else await terminal.press(typed);
}

describe('giving up in the guide', () => {
  it.each(KINDS)(
    'at %s sends nothing by Esc or Ctrl-C, ends with 0 and gives the terminal back',
    async (...kind) => {
      const [, way, typed] = kind;
      const before = run.view().head;
      const anna = run.sit('Anna Berg', { tellState: true }, OPEN);
      const { terminal } = anna;
      await way(anna);
      await begin(terminal, typed);
      if (way !== atMenu) {
        await terminal.answer(KEYS.escape);
        expect((await terminal.question()).text).toBe('What comes next?');
        expect(terminal.text()).toContain('Back to the menu.');
        await way(anna);
        await begin(terminal, typed);
      }
      terminal.write(KEYS.ctrlC);
      await terminal.ended();
      expect(terminal.text()).toMatch(/^exit 0$/m);
      expect(terminal.text()).toMatch(/ icanon .* echo /);
      expect(terminal.cursorVisible).toBe(true);
      expect(run.view().head).toEqual(before);
    },
    120_000,
  );
});

describe('a guide in a narrow terminal', () => {
  it.each([40, 60, 80, 160])(
    'of %i columns breaks no word, not of the command to go on with either',
    async (columns) => {
      const anna = run.sit('Anna Berg', { columns }, OPEN);
      await toSecret(anna);
      await anna.terminal.answer(KEYS.escape);
      const text = await run.leave(anna);
      const broken = anna.terminal.broken();
      expect(broken.filter((line) => !/^ +umstieg|guide r-/.test(line))).toEqual([]);
      const words = text.slice(text.lastIndexOf('  umstieg')).split(/\s+/);
      expect(words).toEqual(expect.arrayContaining(['--lang', 'en', '--as', 'guide', run.id]));
    },
    120_000,
  );

  it('goes on after the window was made narrower and wider in the middle of a question', async () => {
    const anna = run.sit('Anna Berg', {}, OPEN);
    const { terminal } = anna;
    await terminal.question();
    // drawing anew changes the screen, too: the key has been read when the cursor has moved
    const cursor = () => readQuestion(terminal.lines())?.options.findIndex((o) => o.here);
    for (const [moves, columns] of [40, 160].entries()) {
      await terminal.resize(columns);
      terminal.write(KEYS.down);
      await terminal.until(() => cursor() === moves + 1 || undefined, 'the cursor one line below');
    }
    await other('Show the whole checklist')(anna);
    expect(await run.leave(anna)).toContain('Everything up to here is kept.');
  }, 120_000);
});
