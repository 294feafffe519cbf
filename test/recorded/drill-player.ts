import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readAnswers } from '../../src/cli/answers-file.js';
import { play } from '../../src/cli/play.js';
import type { Session } from '../../src/cli/ports.js';
import type { Customer } from '../../src/drill/customer.js';
import { inventCustomer } from '../../src/drill/customer.js';
import { newDrill } from '../../src/drill/new-drill.js';
import { SEED, USERS } from './recorded-folders.js';

/** One line of an answer file, as `play` reads it. Those of the practice customer and those of a place look alike. */
export interface Entry {
  readonly id: string;
  readonly step?: string;
  readonly do?: string;
  readonly as?: string;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly evidence?: readonly string[];
  readonly reason?: string;
  readonly type?: string;
  readonly on?: boolean;
  readonly clock?: string;
  readonly advance?: string;
  readonly expect?: { readonly exit: number };
}

/** The practice customer of the recordings. */
export const customer: Customer = inventCustomer(USERS, SEED);

/** Writes the practice customer's folder, and the lists some places give by mistake. */
export async function writeDrill(out: string): Promise<void> {
  await newDrill({ out, users: USERS, seed: SEED });
  writeFileSync(join(out, 'other-users.csv'), 'Name;EMail\r\nJemand;jemand@anders.example\r\n');
}

/** Plays entries into runs of one opened data folder, through the same code as the command `play`. */
export class DrillPlayer {
  private files = 0;

  constructor(
    private readonly session: Session,
    private readonly drill: string,
  ) {}

  /** @throws Error naming the entry that did not end as it says */
  async play(runId: string, entries: readonly Entry[]): Promise<void> {
    const path = join(this.drill, `played-${String(this.files++)}.yaml`);
    writeFileSync(path, stringify(entries, { aliasDuplicateObjects: false }));
    const { stopped } = await play({
      session: this.session,
      runId,
      file: await readAnswers(path),
      as: undefined,
      environment: {},
      onEntry: () => undefined,
      warn: () => undefined,
    });
    if (!stopped) return;
    const { answer, exit, error, acted } = stopped;
    const why = error instanceof Error ? error.message : JSON.stringify(acted?.reasons);
    throw new Error(`${answer.id} ended with ${String(exit)}: ${why}`);
  }
}
