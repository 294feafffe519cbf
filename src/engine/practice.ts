import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { EngineCore } from './engine-core.js';
import type { NamedPaths } from './named-paths.js';

/** What a form is filled with, as its field takes it: texts, paths whole, lists one value a line. */
export interface PracticeValue {
  readonly field: string;
  readonly text: string;
}

export interface PracticeFiles {
  /** Folder of the practice customer on the computer that runs Umstieg. */
  readonly folder: string;
  /** What lies in it, by name. */
  readonly files: readonly string[];
  /** For the step that was asked for; empty where the answers know none. */
  readonly values: readonly PracticeValue[];
  /** Files to hand in with it, with their folders. */
  readonly evidence: readonly string[];
  /** What the clock of the run should say by then, ISO 8601; null where the answers set none. */
  readonly clock: string | null;
}

const key = z.looseObject({ customer: z.string() });
const entry = z.looseObject({
  step: z.string().optional(),
  do: z.string().default('submit'),
  set: z.record(z.string(), z.unknown()).default({}),
  evidence: z.union([z.string(), z.array(z.string())]).default([]),
  expect: z.unknown().optional(),
  clock: z.string().optional(),
});
type Entry = z.output<typeof entry>;

/** Practice customers: folders that `drill new` made and the server's operator opened, known by their customer's name. */
export class Practices {
  constructor(
    private readonly core: EngineCore,
    private readonly paths: NamedPaths,
  ) {}

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
    const clock = answers.slice(0, at < 0 ? undefined : at).findLast((one) => one.clock)?.clock;
    const first = answers.find((one) => one.clock)?.clock;
    return {
      ...{ folder, files },
      values: Object.entries(set).flatMap(([field, value]) => valueOf(folder, field, value)),
      evidence: [evidence].flat().map((path) => resolve(folder, path)),
      clock: (step === undefined ? first : clock) ?? null,
    };
  }
}

/** Among the opened folders and those right below them. */
async function folderOf(customer: string, folders: readonly string[]): Promise<string | undefined> {
  for (const opened of folders) {
    const inside = await readdir(opened, { withFileTypes: true }).catch(() => []);
    const below = inside.filter((e) => e.isDirectory()).map((e) => join(opened, e.name));
    for (const folder of [opened, ...below])
      if ((await customerIn(folder)) === customer) return folder;
  }
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

/** A table has no text a field could take. */
function valueOf(folder: string, field: string, value: unknown): PracticeValue[] {
  if (typeof value === 'string') return [{ field, text: value }];
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return value.length === 0 ? [] : [{ field, text: value.join('\n') }];
  const { path } = (value ?? {}) as { readonly path?: unknown };
  return typeof path === 'string' ? [{ field, text: resolve(folder, path) }] : [];
}
