/** What one process used after its garbage was collected, in bytes. */
export interface Sample {
  /** Commands answered since the process began. */
  readonly commands: number;
  readonly rss: number;
  readonly heapUsed: number;
  /** Time of the processor since it began. */
  readonly cpuMs: number;
}

export interface Growth {
  /** Bytes for each command, by least squares over the last two thirds of the commands. */
  readonly bytesPerCommand: number;
  /** Bytes over those commands. */
  readonly grown: number;
  readonly allowed: number;
  readonly isFlat: boolean;
}

/** What the pages of an idle process differ by from one look to the next. */
const NOISE_BYTES = 24 * 1024 ** 2;
/**
 * A project is begun every thousand commands, and what is remembered of an open run takes some 20 kB (docs/benchmarks.md):
 * 20 bytes a command. Whatever is kept of every single command takes more than this.
 */
const BYTES_PER_COMMAND = 48;

/** Whether memory stood still. @throws Error when fewer than three samples lie in the last two thirds */
export function growthOf(samples: readonly Sample[], of: 'rss' | 'heapUsed'): Growth {
  const last = samples.at(-1)?.commands ?? 0;
  const late = samples.filter(({ commands }) => commands >= last / 3);
  if (late.length < 3) throw new Error(`${String(late.length)} samples of memory are too few`);
  const bytesPerCommand = slope(late.map((sample) => [sample.commands, sample[of]]));
  const commands = last - (late[0]?.commands ?? 0);
  const grown = bytesPerCommand * commands;
  const allowed = NOISE_BYTES + BYTES_PER_COMMAND * commands;
  return { bytesPerCommand, grown, allowed, isFlat: grown <= allowed };
}

function slope(points: readonly (readonly [number, number])[]): number {
  const meanOf = (axis: 0 | 1) => points.reduce((sum, p) => sum + p[axis], 0) / points.length;
  const [x, y] = [meanOf(0), meanOf(1)];
  const both = points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0);
  return both / points.reduce((sum, [px]) => sum + (px - x) ** 2, 0);
}
