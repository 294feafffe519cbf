import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { anna, karl, newTinyRun, openTiny, temporaryFolder, world } from './tiny-sequence.js';

/** A live run of the tiny sequence and what-ifs of it, in a data folder of their own. */
export class ForkedTiny {
  private constructor(
    readonly folder: string,
    readonly umstieg: Umstieg,
    readonly origin: string,
    readonly projectId: string,
  ) {}

  static async open(): Promise<ForkedTiny> {
    world.executed = [];
    const folder = await temporaryFolder();
    const umstieg = await openTiny(folder);
    const origin = await newTinyRun(umstieg);
    return new ForkedTiny(folder, umstieg, origin, (await umstieg.queries.run(origin)).projectId);
  }

  async claim(run: string, step: string, set: Record<string, unknown>, files = 0): Promise<void> {
    const evidence = [];
    for (let i = 0; i < files; i++) {
      const path = join(this.folder, `picture-${String(i)}.png`);
      await writeFile(path, `a picture ${String(i)}`);
      evidence.push(path);
    }
    await this.umstieg.submit(run, step, { set, evidence }, anna);
    await this.umstieg.settle();
  }

  /** Up to the row that overwrites, with its approval. */
  async acted(run = this.origin): Promise<void> {
    await this.claim(run, 'T-101', { size: 3 });
    await this.umstieg.command(run, { do: 'approve', step: 'T-201' }, karl);
    await this.claim(run, 'T-201', { size: 4 }, 2);
  }

  async fork(
    from = this.origin,
    left: Partial<{ at: string[]; without: string[] }> = {},
    options: { key?: string; revision?: number } = {},
  ): Promise<string> {
    const wanted = { projectId: this.projectId, from, at: [], without: [], ...left };
    const run = await this.umstieg.forker.fork(wanted, { ...karl, ...options });
    await this.umstieg.settle();
    return run;
  }

  async redo(run: string, step: string): Promise<void> {
    await this.umstieg.command(run, { do: 'redo', step, reason: 'x', keep: [] }, anna);
    await this.umstieg.settle();
  }

  async statuses(run: string): Promise<Record<string, string>> {
    const { steps } = await this.umstieg.queries.run(run);
    return Object.fromEntries(steps.map((s) => [s.id, s.status]));
  }

  async sound(run: string): Promise<void> {
    expect(await this.umstieg.verify(run)).toMatchObject({ ok: true, findings: [] });
  }
}

/** Code of the refusal, or `made`. */
export function refusal(made: Promise<unknown>): Promise<string> {
  return made.then(
    () => 'made',
    (error: unknown) => (error as { code: string }).code,
  );
}
