import { temporaryFolder, cleanUp } from '../engine/tiny-sequence.js';
import { errorOf, withEngine, type Ended } from './command-line.js';

let cli: (...args: readonly string[]) => Promise<Ended>;
let data = '';
let run = '';

beforeAll(async () => {
  cli = await withEngine();
  data = await temporaryFolder();
  const made = await call('project', 'new', '--customer', 'Muster', '--kind', 'drill', '--as', 'A');
  run = (JSON.parse(made.stdout) as { id: string }).id;
});
afterAll(cleanUp);

const call = (...args: readonly string[]) => cli(...args, '--data', data, '--json', '--lang', 'en');
const plan = (...args: readonly string[]) => call('project', 'plan', run, '--as', 'A', ...args);

describe('project plan', () => {
  it('sets dates of parts and of the cut-over, which project show tells', async () => {
    const planned = await plan(
      ...['--part', 'intake=2026-03-02T08:00+01:00/2026-03-04T17:00+01:00'],
      ...['--milestone', 'R-1000=2090-03-14T07:30Z'],
    );
    expect(planned.code).toBe(0);
    const shown = await call('project', 'show', run);
    expect(JSON.parse(shown.stdout)).toMatchObject({
      milestones: [{ step: 'R-1000', planned: '2090-03-14T07:30:00.000Z' }],
    });
    const read = await cli('project', 'show', run, '--data', data, '--lang', 'de');
    expect(read.stdout).toMatch(/! Verspätet, geplant 04\.03\.2026.*: Vorbereitung/);
    expect(read.stdout).toMatch(/ {2}Geplant 14\.03\.2090.*: Von V4 auf Connect umschalten/);
  });

  it('takes a date back where nothing stands behind the equals sign', async () => {
    await plan('--part', 'intake=', '--milestone', 'R-1000=');
    const { stdout } = await call('project', 'show', run);
    expect(JSON.parse(stdout)).toMatchObject({ milestones: [{ planned: null }] });
    expect(stdout).not.toContain('"due"');
  });

  it.each([['intake'], ['intake=2026-03-02T08:00Z'], ['intake=a/b/c'], ['=/']])(
    'does not understand --part %s, and says what is expected',
    async (typed) => {
      const refused = await plan('--part', typed);
      expect([refused.code, errorOf(refused).code]).toEqual([2, 'command.unknown']);
    },
  );
});

describe('task note', () => {
  it('records what was seen and moves nothing', async () => {
    const noted = await call(
      'task',
      'note',
      run,
      'R-101',
      '--text',
      'Anders beschriftet',
      '--as',
      'A',
    );
    expect(noted.code).toBe(0);
    const { stdout } = await call('audit', 'show', run);
    expect(stdout).toContain('R-101.note');
    expect(stdout).toContain('Anders beschriftet');
  });
});
