import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../src/persistence/database.js';
import { RunStore, type StoredRun } from '../../src/persistence/run.store.js';
import { UnitOfWork, type Command, type Turn } from '../../src/persistence/unit-of-work.js';
import { emptyAddition } from '../../src/persistence/write-batch.js';

/**
 * Runs that are lists of words: the stored state is the list, and every word adds one entry. So state and entries must
 * always tell the same, and a lost or doubled command shows in both.
 */
export class Ledger {
  /** Bodies handed to the database, in order. */
  readonly written: string[] = [];
  readonly store: RunStore;
  readonly unitOfWork: UnitOfWork;

  private constructor(
    readonly database: Database,
    keptBytes?: number,
  ) {
    const write = database.writeBatch.bind(database);
    database.writeBatch = (body) => {
      this.written.push(body);
      return write(body);
    };
    this.store = new RunStore(database);
    this.unitOfWork = new UnitOfWork(database, this.store, keptBytes);
  }

  /** @param keptBytes of runs in memory */
  static async open(folder: string, url = '', keptBytes?: number): Promise<Ledger> {
    return new Ledger(await Database.open(folder, url), keptBytes);
  }

  begin(runId: string): Promise<string> {
    return this.unitOfWork.submit(this.word(runId, 'begun'));
  }

  add(runId: string, word: string, spoil: Spoil = 'not'): Promise<string> {
    return this.unitOfWork.submit(this.word(runId, word, spoil));
  }

  word(runId: string, word: string, spoil: Spoil = 'not', settle?: () => string): Command<string> {
    return {
      runId,
      lookupKey: null,
      decide: (run): Turn<string> => {
        const next = successor(runId, run, word);
        const addition = emptyAddition();
        if (!run) {
          addition.projects = [{ id: `p-${runId}`, customer: 'Muster GmbH', createdAt: AT }];
          addition.definitions = [{ hash: DEFINITION, name: 'words', version: '1', body: '{}' }];
        }
        const { headSeq, headHash, state, revision } = next.row;
        const body = bodyOf(state, revision);
        addition.entries.push({ runId, seq: headSeq, body, hash: headHash });
        if (spoil === 'twice') addition.entries.push({ runId, seq: headSeq, body, hash: headHash });
        if (spoil === 'taken') addition.entries.push({ runId, seq: 1, body: 'x', hash: 'x' });
        if (spoil === 'null') addition.facts.push({ runId, step: 's', digest: 'd', ...NO_BODY });
        if (spoil === 'stranger') addition.timers.push({ runId: 'nobody', name: 't', dueAt: AT });
        for (let i = 0; i < MARKS; i++) addition.openings.push(mark(runId, word));
        return { next, addition, settle: settle ?? (() => word) };
      },
    };
  }

  async words(runId: string): Promise<string[]> {
    const found = (await this.store.load([runId])).get(runId);
    return found ? (JSON.parse(found.row.state) as string[]) : [];
  }

  async entries(runId: string): Promise<number[]> {
    const rows = await this.database.query<{ seq: number }>(
      'SELECT seq FROM audit_entry WHERE run_id = ? ORDER BY seq',
      [runId],
    );
    return rows.map((row) => row.seq);
  }
}

/** How a command breaks a rule of the database: its own number twice, one that is taken, no value, a run that is not there. */
export type Spoil = 'not' | 'twice' | 'taken' | 'null' | 'stranger';

/** Rows every word leaves in `opening`: all of them or none. */
export const MARKS = 5;

const AT = '2026-03-02T08:00:00.000Z';
const DEFINITION = 'd'.repeat(64);
const NO_BODY = { body: null as unknown as string };

function mark(runId: string, word: string) {
  return { commitment: randomUUID(), runId, kind: 'mark', salt: '', value: JSON.stringify(word) };
}

function bodyOf(state: string, revision: number): string {
  return JSON.stringify({ definition: DEFINITION, revision, state: sha256(state) });
}

function successor(runId: string, run: StoredRun | undefined, word: string): StoredRun {
  const before = run ? (JSON.parse(run.row.state) as string[]) : [];
  const state = JSON.stringify([...before, word]);
  const revision = (run?.row.revision ?? 0) + 1;
  const headHash = createHash('sha256')
    .update(Buffer.from([0]))
    .update(bodyOf(state, revision))
    .digest('hex');
  return {
    people: new Map(),
    row: {
      id: runId,
      projectId: `p-${runId}`,
      kind: 'live',
      status: 'waiting',
      revision,
      definition: DEFINITION,
      state,
      headSeq: (run?.row.headSeq ?? 0) + 1,
      headHash,
      frontier: '{}',
      createdAt: AT,
      updatedAt: AT,
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const folders: string[] = [];

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'umstieg-store-'));
  folders.push(folder);
  return folder;
}

export function removeNewFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
