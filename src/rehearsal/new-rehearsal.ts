import { mkdir, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { DEFAULT_LAYOUT } from '../connect/export-layout.js';
import { planSchema, type SimulationPlan } from '../connect/simulation/plan.js';
import { pathsOf, simulationOf } from '../connect/simulation/simulation-of-plan.js';
import { RequestError } from '../core/errors.js';
import { keepFile, readPlanLists, readV4, recordedIds, type Inputs } from './inputs.js';
import { StandInServer } from './stand-in-server.js';

export interface NewRehearsal {
  /** New or empty folder. */
  readonly folder: string;
  readonly v4: string;
  readonly recorded?: string;
  /** List of Active Directory: the users come from it; without it and without a plan from the list of V4. */
  readonly ad?: string;
  /** A plan and the file it stands in. */
  readonly plan?: { readonly plan: SimulationPlan; readonly file: string };
  readonly export: Inputs['export'];
}

/**
 * Makes a stand-in server from the customer's lists and export. The lists are copied; the export is only read.
 * @throws RequestError path.refused | file.unreadable, Unreadable
 */
export async function newRehearsal(o: NewRehearsal): Promise<StandInServer> {
  const folder = resolve(o.folder);
  await requireEmpty(folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { plan, real } = planOf(o, await exportedLines(o.export.root));
  let number = 1;
  const keep = (path: string) => keepFile(folder, path, number++);
  const inputs: Inputs = {
    v4: await keep(o.v4),
    recorded: o.recorded === undefined ? null : await keep(o.recorded),
    plan,
    planFiles: await inOrder(pathsOf(plan), async (path) => {
      const file = real(path);
      return file === undefined ? undefined : ([path, await keep(file)] as const);
    }),
    export: o.export,
  };
  await readV4(folder, inputs);
  await recordedIds(folder, inputs);
  const { start } = simulationOf(plan, await readPlanLists(folder, inputs));
  return StandInServer.create(folder, start, { inputs });
}

interface RealPlan {
  readonly plan: SimulationPlan;
  /** Where a file of the plan lies; undefined where nothing stands for it. */
  readonly real: (path: string) => string | undefined;
}

function planOf({ plan, ad, v4 }: NewRehearsal, lines: string | undefined): RealPlan {
  if (plan !== undefined) {
    const folder = dirname(resolve(plan.file));
    const sample = plan.plan.sample;
    return {
      plan: plan.plan,
      real: (path) => {
        const named = path.trim() === '' ? sample : path;
        return named === undefined ? undefined : resolve(folder, named);
      },
    };
  }
  const users =
    ad === undefined
      ? { name: 'Text', type: 'text', source: 'users', line: 'on-creation', rounds: 'once' }
      : { name: 'AD', type: 'ad', source: 'users', line: 'on-creation', rounds: 'once' };
  const dynamic = {
    ...{ name: 'UserLinesDynamic', type: 'text', source: 'lines', rounds: 'once' },
    ...{ createUsers: false, deleteUsers: false },
  };
  const connectors = lines === undefined ? [users] : [users, dynamic];
  return {
    plan: planSchema.parse({ rounds: 1, connectors }),
    real: (path) => (path === 'lines' ? lines : (ad ?? v4)),
  };
}

/** The file of dynamic lines of an export, where it has one. */
async function exportedLines(root: string): Promise<string | undefined> {
  const path = join(root, DEFAULT_LAYOUT.lineFiles['user-lines-dynamic'].file);
  return (await stat(path).catch(() => undefined))?.isFile() === true ? path : undefined;
}

async function inOrder<A, B>(
  list: readonly A[],
  work: (one: A) => Promise<B | undefined>,
): Promise<B[]> {
  const done: B[] = [];
  for (const one of list) {
    const made = await work(one);
    if (made !== undefined) done.push(made);
  }
  return done;
}

async function requireEmpty(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw refused(folder, error);
  });
  if (entries.length > 0) throw refused(folder);
}

function refused(folder: string, cause?: unknown): RequestError {
  return new RequestError(
    'path.refused',
    {
      de: `In „${folder}“ liegt schon etwas, oder es ist kein Ordner. Erwartet: ein neuer oder leerer Ordner für die Probe „${basename(folder)}“.`,
      en: `There is something in "${folder}" already, or it is no folder. Expected: a new or empty folder for the rehearsal "${basename(folder)}".`,
    },
    { place: { file: folder }, ...(cause === undefined ? {} : { cause }) },
  );
}
