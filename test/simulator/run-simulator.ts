import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Course } from './course.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What the simulator says of a count of seeds. */
export interface Told {
  readonly seeds: number;
  readonly events: number;
  readonly commands: number;
  readonly violations: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly traces: readonly string[];
  /** What it printed of the seeds that found something. */
  readonly found: string;
}

interface Simulated {
  readonly seed: number;
  readonly seeds: number;
  readonly mutant?: string;
  /** How long what is found is made smaller; not at all when absent. */
  readonly shrinkMinutes?: number;
  /** What comes from outside, instead of what the seed says. */
  readonly course?: Course;
}

/** Runs the simulator as a process of its own: it takes time, chance and disk away from everything in it. */
export function simulate(o: Simulated): Promise<Told> {
  const program = join(ROOT, 'test', 'program', 'typescript.mjs');
  const main = join(ROOT, 'test', 'simulator', 'main.ts');
  const { SIM_MUTANT: _, SIM_TRACE: __, SIM_COURSE: ___, ...rest } = process.env;
  const env = {
    ...rest,
    ...{ NODE_OPTIONS: '', SEED: String(o.seed), SIM_SEEDS: String(o.seeds) },
    SIM_SHRINK_MINUTES: String(o.shrinkMinutes ?? 0),
    ...(o.mutant === undefined ? {} : { SIM_MUTANT: o.mutant }),
    ...(o.course === undefined ? {} : { SIM_COURSE: written(o.course) }),
  };
  const child = spawn(process.execPath, ['--import', program, main], { cwd: ROOT, env });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => (said += bytes.toString('utf8')));
  return new Promise((done, fail) => {
    child.on('close', () => {
      const lines = said.trimEnd().split('\n');
      try {
        const told = JSON.parse(lines.at(-1) ?? '') as Omit<Told, 'found'>;
        done({ ...told, found: lines.slice(0, -1).join('\n') });
      } catch {
        fail(new Error(said));
      }
    });
  });
}

function written(course: Course): string {
  const file = join(mkdtempSync(join(tmpdir(), 'umstieg-course-')), 'course.json');
  writeFileSync(file, JSON.stringify(course));
  return file;
}
