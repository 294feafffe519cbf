import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

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

/** Runs the simulator as a process of its own: it takes time, chance and disk away from everything in it. */
export function simulate(o: { seed: number; seeds: number; mutant?: string }): Promise<Told> {
  const program = join(ROOT, 'test', 'program', 'typescript.mjs');
  const main = join(ROOT, 'test', 'simulator', 'main.ts');
  const { SIM_MUTANT: _, SIM_TRACE: __, ...rest } = process.env;
  const env = {
    ...rest,
    ...{ NODE_OPTIONS: '', SEED: String(o.seed), SIM_SEEDS: String(o.seeds) },
    ...(o.mutant === undefined ? {} : { SIM_MUTANT: o.mutant }),
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
