import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readIfThere, writeDurably } from '../persistence/durable-file.js';
import { personKey } from '../connect/person-key.js';

const visit = z.strictObject({ seq: z.number().int().min(0), at: z.string() });

/** How far somebody had read the trail of a run, and when. */
export type Visit = z.infer<typeof visit>;

/** The last visit of each person to each run: small files beside the drafts, of use to nobody else. */
export class Visits {
  constructor(private readonly folder: string) {}

  /** Undefined before the first, or when what stands there is no visit. */
  async read(runId: string, person: string): Promise<Visit | undefined> {
    const text = await readIfThere(this.file(runId, person));
    const parsed = visit.safeParse(text === undefined ? undefined : jsonOf(text));
    return parsed.success ? parsed.data : undefined;
  }

  write(runId: string, person: string, seen: Visit): Promise<void> {
    return writeDurably(this.file(runId, person), JSON.stringify(seen));
  }

  /** The name says neither who nor which run. */
  private file(runId: string, person: string): string {
    const name = createHash('sha256')
      .update(`${runId}\0${personKey(person)}`)
      .digest('hex');
    return join(this.folder, `${name}.json`);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
