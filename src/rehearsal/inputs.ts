import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Unreadable } from '../connect/finding.js';
import { pathsOf, type PlanFiles } from '../connect/simulation/simulation-of-plan.js';
import type { SimulationPlan } from '../connect/simulation/plan.js';
import { readUserList, type UserList } from '../connect/user-list.js';
import { RequestError } from '../core/errors.js';
import { writeDurably } from '../persistence/durable-file.js';
import type { ExportedFile } from './exported-content.js';

/** A list as it was when the rehearsal was made: its copy lies in `inputs/`. */
export interface KeptFile {
  /** Name in `inputs/`. */
  readonly kept: string;
  /** Name of the original. */
  readonly file: string;
  readonly sha256: string;
}

/** What a rehearsal was made from. */
export interface Inputs {
  readonly v4: KeptFile;
  /** List with `hasData`: who recorded a greeting in Connect between creation and import. */
  readonly recorded: KeptFile | null;
  readonly plan: SimulationPlan;
  /** Files of the plan by the path it names. */
  readonly planFiles: readonly (readonly [path: string, file: KeptFile])[];
  readonly export: {
    /** Absolute. The export is read where it lies and compared with these digests. */
    readonly root: string;
    readonly contentHash: string;
    readonly files: readonly ExportedFile[];
  };
}

/** Copies a list into the rehearsal. @throws RequestError file.unreadable */
export async function keepFile(folder: string, path: string, number: number): Promise<KeptFile> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new RequestError(
      'file.unreadable',
      {
        de: `„${path}“ lässt sich nicht lesen. Prüfen Sie Pfad und Rechte.`,
        en: `"${path}" cannot be read. Check path and permissions.`,
      },
      { place: { file: path }, cause },
    );
  });
  const kept = `${String(number).padStart(2, '0')}-${basename(path)}`;
  await mkdir(join(folder, 'inputs'), { recursive: true, mode: 0o700 });
  await writeDurably(join(folder, 'inputs', kept), bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { kept, file: basename(path), sha256 };
}

/** @throws Unreadable when it has no e-mail addresses or was not read to its end */
export function readV4(folder: string, { v4 }: Pick<Inputs, 'v4'>): Promise<UserList> {
  return readKept(folder, v4, {});
}

/** IDs of users who recorded a greeting in Connect. */
export async function recordedIds(
  folder: string,
  { recorded }: Pick<Inputs, 'recorded'>,
): Promise<readonly string[]> {
  if (recorded === null) return [];
  const list = await readKept(folder, recorded, { needed: ['sid', 'hasData'], comments: true });
  const rows = Array.from({ length: list.size }, (_, i) => i);
  return rows
    .filter((i) => list.value(i, 'hasData').trim() === '1')
    .map((i) => list.value(i, 'sid'));
}

/** The lists the plan names. */
export async function readPlanLists(
  folder: string,
  { plan, planFiles }: Pick<Inputs, 'plan' | 'planFiles'>,
): Promise<PlanFiles> {
  const text = new Set(
    plan.connectors.flatMap((c) => (c.type === 'text' ? [c.source].flat() : [])),
  );
  const kept = new Map(planFiles);
  const lists = new Map<string, UserList>();
  for (const path of pathsOf(plan)) {
    const file = kept.get(path);
    if (file === undefined) continue;
    const needed = path === plan.users?.file ? [] : (['sid'] as const);
    lists.set(path, await readKept(folder, file, { needed, comments: text.has(path) }));
  }
  return lists;
}

async function readKept(
  folder: string,
  { kept, file }: KeptFile,
  options: Parameters<typeof readUserList>[1],
): Promise<UserList> {
  const source = () => createReadStream(join(folder, 'inputs', kept));
  const list = await readUserList(source, { file, ...options });
  if (list.stopped) throw new Unreadable(list.stopped);
  return list;
}
