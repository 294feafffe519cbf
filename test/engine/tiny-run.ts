import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Umstieg } from '../../src/engine/umstieg.js';
import {
  anna,
  karl,
  newTinyRun,
  openTiny,
  statusOf,
  temporaryFolder,
  world,
} from './tiny-sequence.js';

/** A run of the tiny sequence on its own data folder, and the acts that most tests begin with. */
export class TinyRun {
  private constructor(
    readonly folder: string,
    readonly umstieg: Umstieg,
    readonly id: string,
    readonly picture: string,
  ) {}

  static async begin(): Promise<TinyRun> {
    Object.assign(world, { executed: [], failures: 0, holdMs: 0 });
    const folder = await temporaryFolder();
    const umstieg = await openTiny(folder);
    const id = await newTinyRun(umstieg);
    const picture = join(folder, 'picture.png');
    await writeFile(picture, 'a picture');
    return new TinyRun(folder, umstieg, id, picture);
  }

  status(step: string) {
    return statusOf(this.umstieg, this.id, step);
  }

  /** Hands a claim in and waits until it was checked. */
  async hand(step: string, set: object, as = anna, evidence: readonly string[] = []) {
    const claim = { set: set as never, evidence };
    const answer = await this.umstieg.submit(this.id, step, claim, as);
    await this.umstieg.settle();
    return answer;
  }

  approve(step: string, as = karl) {
    return this.umstieg.command(this.id, { do: 'approve', step }, as);
  }

  /** T-101 done, T-201 approved and open. */
  async toActing(): Promise<void> {
    await this.hand('T-101', { size: 3 });
    await this.approve('T-201');
  }

  async toTheEnd(): Promise<void> {
    await this.toActing();
    await this.hand('T-201', { size: 1 }, anna, [this.picture]);
    await this.hand('T-202', { size: 1 });
    await this.hand('T-203', { size: 1 });
  }
}
