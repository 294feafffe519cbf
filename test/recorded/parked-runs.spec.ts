import { join } from 'node:path';
import type { Session } from '../../src/cli/ports.js';
import { SeededRandom } from '../../src/drill/seeded-random.js';
import { openSession } from '../../src/open-session.js';
import { commandLineOver, documentOf, type Ended } from '../cli/command-line.js';
import { cleanUp, temporaryFolder } from '../engine/tiny-sequence.js';
import { bytesOnDisk, databaseIn } from '../persistence/raw-file.js';
import { unpackFolder, type Recording } from './archive.js';
import { DrillPlayer, writeDrill } from './drill-player.js';
import { finishRun, restUnderNext } from './finish-run.js';
import { FORECASTS } from './forecasts.js';
import { NEXT_SEQUENCE } from './next-sequence.js';
import { PLACES } from './places.js';
import { RECORDED } from './recorded-folders.js';

interface Forecast {
  readonly run: string;
  readonly verdict: string;
  readonly reasons: readonly { readonly code: string }[];
  readonly next: readonly string[];
  readonly applied: boolean;
}
type Cli = (...args: readonly string[]) => Promise<Ended>;

let recording: Recording;
let data: string;
let session: Session;
let player: DrillPlayer;
/** The program with one data folder opened once for all commands; `anew` opens it for each. */
let cli: Cli;
let anew: Cli;
let planned: Ended;
let moved: Ended;
let bytes: readonly ReturnType<typeof bytesOnDisk>[];

const given = () => ['--data', data, '--json', '--lang', 'en', '--as', 'Lena Voss'];
const runAt = (place: string) => recording.runs[place] ?? `no run at ${place}`;
const migrate = (...args: string[]) => ['definition', 'migrate', ...args, '--to', '2.0.0'];
const apply = (...args: string[]) => migrate(...args, '--apply', '--reason', 'neue Fassung');
const forecasts = (ended: Ended) => (documentOf(ended) as { runs: readonly Forecast[] }).runs;
const look = (place: string) => session.umstieg.queries.run(runAt(place));

/** The recorded folder seen by the program of a later release: first a dry run, then every run that can be moved is. */
beforeAll(async () => {
  data = await temporaryFolder();
  recording = unpackFolder(join(RECORDED, 'parked-1.0.0.br'), data);
  const over = (open: Parameters<typeof commandLineOver>[0]): Cli => {
    const command = commandLineOver(open);
    return (...args) => command(...given(), ...args);
  };
  anew = over((dataFolder, paused) => openSession(NEXT_SEQUENCE, { dataFolder, ...paused }));
  await anew('definition', 'list');
  const before = bytesOnDisk(databaseIn(data));
  planned = await anew(...migrate('--all'));
  bytes = [before, bytesOnDisk(databaseIn(data))];

  const drill = join(await temporaryFolder(), 'drill');
  await writeDrill(drill);
  session = await openSession(NEXT_SEQUENCE, { dataFolder: data });
  player = new DrillPlayer(session, drill);
  cli = over(() => Promise.resolve({ ...session, close: () => Promise.resolve() }));
  moved = await cli(...apply('--all'));
});
afterAll(async () => {
  await session.close();
  await cleanUp();
});

/** The drill goes on from where the run was parked, until the run is completed under the new definition. */
async function endsUnderNext(place: string): Promise<void> {
  const run = runAt(place);
  const { back = [], command } = PLACES[place] ?? {};
  if (command === 'pause')
    expect((await cli('project', 'resume', run, '--reason', 'weiter')).code).toBe(0);
  const { verdict } = forecasts(planned).find((f) => f.run === run) ?? {};
  const rest = restUnderNext(PLACES[place] ?? {}, recording.drill);
  await finishRun(session, player, run, [...(verdict === 'refused' ? [] : back), ...rest]);
  const { status, definition, progress, steps } = await look(place);
  expect([status, definition.version, progress]).toEqual([
    ...['completed', '2.0.0'],
    { done: 93, total: 93 },
  ]);
  const statuses = new Map(steps.map((step) => [step.id, step.status]));
  expect(['R-314', 'R-400', 'R-402'].map((step) => statuses.get(step))).toEqual([
    ...['done', 'done', undefined],
  ]);
  expect(documentOf(await cli('audit', 'verify', run))).toMatchObject({ ok: true, findings: [] });
}

const OPEN = FORECASTS.map(([place]) => place);
const REFUSED = FORECASTS.filter(([, verdict]) => verdict === 'refused').map(([place]) => place);
const MOVED = OPEN.filter((place) => !REFUSED.includes(place));

/** `PARKED=all` plays every run; otherwise eight, drawn by SEED. */
function drawn(): readonly string[] {
  if (process.env['PARKED'] === 'all') return MOVED;
  const random = new SeededRandom(Number(process.env['SEED'] ?? Date.now()));
  const left = [...MOVED];
  return Array.from({ length: 8 }, () => left.splice(random.int(0, left.length - 1), 1)[0] ?? '');
}

describe('recorded runs of version 1.0.0, parked at every kind of place', () => {
  it('are told by a dry run what would become of them, and nothing is written', () => {
    const places = new Map(Object.entries(recording.runs).map(([place, run]) => [run, place]));
    const told = forecasts(planned).map(({ run, verdict, reasons, next }) => {
      const codes = reasons.map(({ code }) => code.replace('migration.', ''));
      return [places.get(run), verdict, codes, next];
    });
    expect(told).toEqual(FORECASTS);
    expect(planned.code).toBe(3);
    expect(bytes[1]).toEqual(bytes[0]);
  });

  it('move when a person says so, each as it was foreseen; the others stay where they are', async () => {
    expect(forecasts(moved).map(({ run, applied }) => [run, applied])).toEqual(
      OPEN.map((place) => [runAt(place), !REFUSED.includes(place)]),
    );
    for (const place of OPEN)
      expect((await look(place)).definition.version).toBe(
        REFUSED.includes(place) ? '1.0.0' : '2.0.0',
      );
  });

  it.each(['a completed run', 'a canceled run'])('but %s is left alone', async (place) => {
    const before = await look(place);
    for (const order of [migrate(runAt(place)), apply(runAt(place))]) {
      const ended = await cli(...order);
      expect(ended.code).toBe(0);
      expect(forecasts(ended)).toMatchObject([
        { verdict: 'left-alone', applied: false, reasons: [{ code: 'migration.ended' }] },
      ]);
    }
    expect(await look(place)).toEqual(before);
    expect((await cli('audit', 'verify', runAt(place))).code).toBe(0);
  });

  it.each(['two parts at work', 'a mail that is missing', 'an outdated import that is to be kept'])(
    'go back as they were: %s',
    async (place) => {
      const run = runAt(place);
      const back = await cli('definition', 'revert', run, '--reason', 'doch nicht');
      expect([back.code, (await look(place)).definition.version]).toEqual([0, '1.0.0']);
      expect((await cli('audit', 'verify', run)).code).toBe(0);
      const [again] = forecasts(await cli(...apply(run)));
      const first = forecasts(planned).find((forecast) => forecast.run === run);
      expect(again).toEqual({ ...first, applied: true, revision: expect.any(Number) as unknown });
    },
  );
});

describe('a recorded run ends under the new definition', () => {
  it.each(drawn())('from %s', endsUnderNext);
});

describe('a recorded run that is refused', () => {
  it.each(REFUSED)('moves and ends once people have decided: %s', async (place) => {
    const run = runAt(place);
    await session.umstieg.resume(run);
    await player.play(run, PLACES[place]?.back ?? []);
    expect(forecasts(await cli(...apply(run)))).toMatchObject([
      { applied: true, verdict: 'reopened' },
    ]);
    await endsUnderNext(place);
  });
});
