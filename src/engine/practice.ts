import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { addDuration } from './duration.js';
import type { EngineCore } from './engine-core.js';
import type { NamedPaths } from './named-paths.js';

export interface PracticeFiles {
  /** Folder of the practice customer on the computer that runs Umstieg. */
  readonly folder: string;
  /** What lies in it, by name. */
  readonly files: readonly string[];
  /** By field of the step that was asked for: texts as they are spelled, lists, rows of a table; paths are whole. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Files to hand in with it, with their folders. */
  readonly evidence: readonly string[];
  /** What the clock of the run says when that step is answered, ISO 8601; null where the answers have none for it. */
  readonly clock: string | null;
}

const key = z.looseObject({ customer: z.string() });
const entry = z.looseObject({
  step: z.string().optional(),
  do: z.string().default('submit'),
  set: z.record(z.string(), z.unknown()).default({}),
  evidence: z.union([z.string(), z.array(z.string())]).default([]),
  expect: z.unknown().optional(),
  clock: z.iso.datetime().optional(),
  advance: z.iso.duration().optional(),
});
type Entry = z.output<typeof entry>;

/** Practice customers: folders that `drill new` made and the server's operator opened, known by their customer's name. */
export class Practices {
  constructor(
    private readonly core: EngineCore,
    private readonly paths: NamedPaths,
  ) {}

  /** Names of the customers whose folders are opened, each once. */
  async customers(): Promise<string[]> {
    const names = new Set<string>();
    for await (const [, customer] of customersIn(this.paths.folders)) names.add(customer);
    return [...names];
  }

  /**
   * Undefined for a run that is no practice, and where no opened folder belongs to its customer.
   * @throws RequestError run.not-found
   */
  async of(runId: string, step?: string): Promise<PracticeFiles | undefined> {
    const run = await this.core.read(runId);
    if (run.stored.row.kind !== 'drill') return undefined;
    const folder = await folderOf(await this.core.customerOf(run), this.paths.folders);
    if (folder === undefined) return undefined;
    const files = (await readdir(folder)).sort();
    const answers = await answersIn(folder);
    // an entry that expects a refusal is a trap to be walked into, not an answer
    const at = answers.findLastIndex((one) => one.step === step && isAnswer(one));
    const { set = {}, evidence = [] } = answers[at] ?? {};
    return {
      ...{ folder, files },
      values: whole(folder, set),
      evidence: [evidence].flat().map((path) => resolve(folder, path)),
      clock: clockAfter(answers.slice(0, Math.max(at, 0))),
    };
  }
}

/** Folder → its customer: of the opened folders and those right below them. */
async function* customersIn(folders: readonly string[]): AsyncGenerator<[string, string]> {
  for (const opened of folders) {
    const inside = await readdir(opened, { withFileTypes: true }).catch(() => []);
    const below = inside.filter((e) => e.isDirectory()).map((e) => join(opened, e.name));
    for (const folder of [opened, ...below]) {
      const customer = await customerIn(folder);
      if (customer !== undefined) yield [folder, customer];
    }
  }
}

async function folderOf(customer: string, folders: readonly string[]): Promise<string | undefined> {
  for await (const [folder, one] of customersIn(folders)) if (one === customer) return folder;
  return undefined;
}

async function customerIn(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, 'key.json'), 'utf8').catch(() => '');
  try {
    return key.parse(JSON.parse(text)).customer;
  } catch {
    return undefined;
  }
}

/** Every scalar keeps its spelling. What is no list of answers holds none. */
async function answersIn(folder: string): Promise<Entry[]> {
  const text = await readFile(join(folder, 'answers.yaml'), 'utf8').catch(() => '');
  try {
    return z.array(entry).parse(parse(text, { schema: 'failsafe' }));
  } catch {
    return [];
  }
}

function isAnswer({ do: act, expect }: Entry): boolean {
  return act === 'submit' && expect === undefined;
}

/** What the clock says once these are played. */
function clockAfter(answers: readonly Entry[]): string | null {
  let now: string | null = null;
  for (const { clock, advance } of answers) {
    if (clock !== undefined) now = new Date(clock).toISOString();
    else if (advance !== undefined && now !== null)
      now = addDuration(new Date(now), advance).toISOString();
  }
  return now;
}

/** Paths begin at the folder, in lists and tables as well. */
function whole(folder: string, set: Entry['set']): Record<string, unknown> {
  const one = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(one);
    if (typeof value !== 'object' || value === null) return value;
    const { path, ...others } = value as Readonly<Record<string, unknown>>;
    const isPath = typeof path === 'string' && Object.keys(others).length === 0;
    return isPath ? resolve(folder, path) : whole(folder, { ...value });
  };
  return Object.fromEntries(Object.entries(set).map(([field, value]) => [field, one(value)]));
}
