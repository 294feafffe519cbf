import { cpSync, mkdirSync, mkdtempSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../src/persistence/database.js';
import { databaseIn } from './disk.js';
import { replayed, trouble, type Course } from './course.js';
import { isRunning } from '../../src/core/task-status.js';
import { writeKeys, type Field } from './ground.js';
import { toTheEnd, untilQuiet } from './plain-way.js';
import { whoIs } from './wish.js';
import { LEASE_MS, Violation } from './setting.js';
import { Simulation } from './simulation.js';

/** Memory instead of a disk where there is some: what a sync means is decided by the simulator. */
const BASE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export interface Walked {
  readonly seed: number;
  readonly field: string;
  /** SHA-256 over every event, every answer and every fault: the same for the same seed. */
  readonly trace: string;
  readonly events: number;
  readonly commands: number;
  readonly faults: ReadonlyMap<string, number>;
  readonly violation?: string;
  /** What came from outside. */
  readonly course: Course;
}

/** Runs of a sequence at points of the plain way, ready to be copied; made once, always the same. */
export class Starts {
  private readonly points = new Map<string, readonly string[]>();
  private readonly root = mkdtempSync(join(BASE, 'umstieg-simulator-'));

  /** @param prepare what is done to each fresh database */
  constructor(
    private readonly prepare: (file: string) => Promise<void> = () => Promise.resolve(),
  ) {}

  async of(field: Field, scenario: number): Promise<readonly string[]> {
    const name = `${field.name}-${scenario}`;
    const points =
      this.points.get(name) ?? (await this.make(field, scenario, join(this.root, name)));
    this.points.set(name, points);
    return points;
  }

  /** A fresh copy to live in. */
  copy(point: string): string {
    const folder = join(this.root, 'life', 'data');
    rmSync(join(this.root, 'life'), { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    cpSync(point, folder, { recursive: true });
    return folder;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private async make(field: Field, index: number, root: string): Promise<string[]> {
    const folder = join(root, 'data');
    mkdirSync(folder, { recursive: true });
    writeKeys(folder);
    const scenario = field.scenarios[index] ?? {};
    await (await Database.open(folder)).close();
    await this.prepare(databaseIn(folder));
    const simulation = new Simulation({
      seed: `start ${index}`,
      field,
      scenario,
      folder,
      sound: true,
    });
    simulation.outer.troubled = false;
    const points: string[] = [];
    const keep = () => {
      const point = join(root, `point-${points.length}`);
      cpSync(folder, point, { recursive: true });
      points.push(point);
    };
    try {
      await simulation.begin();
      await plainWay(simulation, index, keep);
    } finally {
      await simulation.end();
    }
    return points;
  }
}

/** From the first start of the program to the end of the sequence. @param keep called at points of the way */
async function plainWay(simulation: Simulation, index: number, keep: () => void): Promise<void> {
  const { field } = simulation.setting;
  const life = simulation.start('desk');
  await untilQuiet(simulation, '');
  const umstieg = simulation.programs.get(life);
  const kind = index % 2 === 0 ? 'live' : 'drill';
  const beginning = { customer: 'Muster GmbH', kind, who: whoIs(0, 0), key: 'first' } as const;
  let refused = '';
  const make = () =>
    void umstieg?.newProject(beginning).catch((error: unknown) => (refused = String(error)));
  simulation.scheduler.soon(life, 'new project', make);
  await untilQuiet(simulation, '');
  const [run] = simulation.ledger.runs.keys();
  if (run === undefined || refused !== '')
    throw new Violation(`the first run was not made: ${refused}`);
  let acts = 0;
  const every = field.ground.definition.steps.length > 20 ? 9 : 2;
  const hangs = await toTheEnd(simulation, run, {
    limit: 900,
    point: () => {
      if (acts++ % every === 0) keep();
    },
  });
  if (hangs !== undefined) throw new Violation(hangs);
}

const NOTHING: Course = { acts: [], faults: [], turns: 0 };

interface Walk {
  readonly seed: number;
  readonly fields: { readonly tiny: Field; readonly documented: Field };
  readonly starts: Starts;
  readonly watch?: (line: string) => void;
  /** Only this comes from outside; absent: what the seed says. */
  readonly course?: Course;
}

/** Everything that happens under one seed. Never throws what the walk is there to find. */
export async function walk({ seed, fields, starts, watch, course }: Walk): Promise<Walked> {
  const field = seed % 4 === 0 ? fields.documented : fields.tiny;
  const index = Math.floor(seed / 4) % field.scenarios.length;
  const scenario = field.scenarios[index] ?? {};
  let points: readonly string[];
  try {
    points = await starts.of(field, index);
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    const none = { trace: '', events: 0, commands: 0, faults: new Map(), course: NOTHING };
    return { seed, field: field.name, ...none, violation: `on the plain way: ${error.message}` };
  }
  const folder = starts.copy(points[Math.floor(seed / 16) % points.length] ?? '');
  const simulation = new Simulation({
    ...{ seed, field, scenario, folder },
    ...(watch ? { watch } : {}),
    ...(course ? { faults: course.faults } : {}),
  });
  let violation: string | undefined;
  try {
    await simulation.begin();
    if (course) await replayed(simulation, course);
    else await trouble(simulation);
    simulation.searchSecrets();
    await calm(simulation, seed % 8 === 0 || field === fields.tiny);
  } catch (error) {
    violation =
      error instanceof Violation
        ? error.message
        : `the simulator broke: ${(error as Error).stack ?? ''}\n  ${simulation.scheduler.tail.slice(-25).join('\n  ')}`;
  }
  await simulation.end();
  const { scheduler, sent, faults } = simulation;
  return {
    ...{ seed, field: field.name, trace: scheduler.hash, events: scheduler.steps },
    ...{ commands: sent.length, faults: faults.counts },
    course: course ?? simulation.course,
    ...(violation === undefined ? {} : { violation }),
  };
}

/** The faults stop: what was going on ends, what is due happens, and the run can be brought to its end. */
async function calm(simulation: Simulation, whole: boolean): Promise<void> {
  const { scheduler, ledger } = simulation;
  simulation.faults.stop();
  simulation.outer.troubled = false;
  const [run] = ledger.runs.keys();
  if (run === undefined) return;
  if (simulation.living.length === 0) simulation.start('desk');
  await untilQuiet(simulation, run);
  scheduler.pass(simulation.ending.once(0.4) ? 3 * 86_400_000 : 4 * LEASE_MS);
  const looked = new Set(ledger.runs.keys()); // what is written beside the look may be due: the next one finds it
  for (const life of simulation.living) simulation.resume(life);
  await untilQuiet(simulation, run);
  for (const known of ledger.runs.values()) {
    const { state, id } = known;
    if (state.paused || state.canceled) continue;
    const now = new Date(state.clock ?? scheduler.now).toISOString();
    const late = Object.entries(state.timers).filter(([, t]) => t.dueAt <= now);
    if (late.length > 0 && looked.has(id))
      throw new Violation(`${id}: timers that never fired: ${late.map(([n]) => n).join()}`);
    const stuck = Object.entries(state.status).filter(([, status]) => isRunning(status));
    if (stuck.length > 0 && id === run)
      throw new Violation(`${id}: nobody goes on with ${stuck.map(([s]) => s).join()}`);
  }
  const hangs = whole ? await toTheEnd(simulation, run, { limit: 900 }) : undefined;
  if (hangs !== undefined) throw new Violation(hangs);
  await verified(simulation);
}

/** The program's own verification agrees. */
async function verified(simulation: Simulation): Promise<void> {
  const life = simulation.living[0] ?? simulation.start('desk');
  await untilQuiet(simulation, '');
  const umstieg = simulation.programs.get(life);
  for (const id of simulation.ledger.runs.keys()) {
    let said = 'nothing';
    simulation.scheduler.soon(life, `verify ${id}`, () => {
      const tell = (what: unknown) => (said = JSON.stringify(what));
      umstieg?.verify(id).then(tell, (error: unknown) => tell(String(error)));
    });
    await untilQuiet(simulation, '');
    if (!said.includes('"ok":true')) throw new Violation(`audit verify of ${id} says ${said}`);
  }
}
