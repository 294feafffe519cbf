import { randomUUID } from 'node:crypto';
import { erasedIn, VALUES_ERASED } from '../audit/erased.js';
import { RequestError } from '../core/errors.js';
import { AuditStore } from '../persistence/audit.store.js';
import { storing } from '../persistence/store-errors.js';
import type { AuditEntry } from '../audit/entry.js';
import type { Drafts } from './drafts.js';
import { INSTANCE, notFound, type EngineCore } from './engine-core.js';
import { Erasable, EVERYTHING, type Names, type RunValue } from './erasable.js';
import { ErasedFiles, type ErasedRun } from './erased-files.js';
import { erasedLine, valuesOf, type ErasedLine } from './erasure-register.js';
import { eraseInRun } from './erase-in-run.js';
import { namedPerson } from './named-person.js';
import { recordEntry } from './record-entry.js';
import { requireActor, requireReason, type Who } from './who.js';

/** What goes, or went, in one run; counts by what it is (`opening`, `attempt`, `outcome`, `answer`, `evidence`, `fact`). */
export interface ErasedInRun {
  readonly run: string;
  readonly values: Readonly<Record<string, number>>;
  /** What an open run still reads; erase it again once the run has ended. */
  readonly kept: number;
}

export interface Erasure {
  /** Absent in a plan. */
  readonly id?: string;
  readonly runs: readonly ErasedInRun[];
}

type Why = { readonly who: Who; readonly reason: string };
interface Target {
  readonly id: string;
  readonly ended: boolean;
}

/** An erasure may meet commands of others: what they wrote meanwhile goes too. */
const ROUNDS = 5;

/** Takes personal values out of a data folder for good; every chain, seal and bundle still verifies (ADR 0029). */
export class Erasures {
  private readonly erasable: Erasable;
  private readonly files: ErasedFiles;

  private readonly core: EngineCore;

  constructor({ core, drafts }: { readonly core: EngineCore; readonly drafts: Drafts }) {
    this.core = core;
    this.erasable = new Erasable(core);
    this.files = new ErasedFiles(core, drafts);
  }

  /** @throws RequestError project.not-found, erase.run-open */
  async planProject(projectId: string): Promise<Erasure> {
    return this.plan(await this.runsOf(projectId), EVERYTHING);
  }

  planPerson(names: Names): Promise<Erasure> {
    return this.targets().then((targets) => this.plan(targets, names));
  }

  /**
   * Everything personal of a project whose runs have all ended: names, claims, results, evidence, files.
   * @throws RequestError project.not-found, erase.run-open, erase.unfinished, reason.required, actor.required
   */
  async project(projectId: string, why: Why): Promise<Erasure> {
    const runs = await this.runsOf(projectId);
    const customer = (await this.core.customerOfProject(projectId)) ?? '';
    if (customer !== '' && namedPerson(customer, []).text(why.reason)) throw reasonNames();
    return this.erase(runs, EVERYTHING, why, { of: 'project', project: projectId });
  }

  /** What names a person, in all runs. @throws RequestError erase.unfinished, reason.required, actor.required */
  async person(names: Names, why: Why): Promise<Erasure> {
    if (names.text(why.reason)) throw reasonNames();
    return this.erase(await this.targets(), names, why, { of: 'person' });
  }

  /** Carries on where an erasure was interrupted: files, then the space in the database. */
  async finish(): Promise<void> {
    await this.sweep();
  }

  /** What was erased so far, as `restore` reads it: no personal value is in it. */
  async register(): Promise<readonly ErasedLine[]> {
    const lines: ErasedLine[] = [];
    for (const { id } of await this.targets())
      for (const entry of await this.entriesOf(id)) lines.push(erasedLine(entry));
    return lines;
  }

  /**
   * Does again in a restored folder what a register says was erased after the backup was made.
   * @returns how many values went
   */
  async repeat(lines: readonly ErasedLine[], why: Why): Promise<number> {
    const known = new Set((await this.targets()).map(({ id }) => id));
    let gone = 0;
    for (const line of lines) {
      if (!known.has(line.run)) continue;
      const there = await this.erasable.among(line.run, valuesOf(line));
      const because = { erasure: line.erasure, ...why };
      await Promise.all(eraseInRun(this.core, line.run, there, because));
      gone += there.length;
    }
    await this.finish();
    return gone;
  }

  private async erase(
    targets: readonly Target[],
    names: Names,
    why: Why,
    inputs: Readonly<Record<string, string>>,
  ): Promise<Erasure> {
    requireActor(why.who.name);
    requireReason(why.reason);
    const id = `e-${randomUUID()}`;
    const before = await this.plan(targets, names);
    const something = before.runs.some(({ values }) => Object.keys(values).length > 0);
    if (something) {
      const said = { erasure: id, ...inputs, runs: before.runs.length };
      await recordEntry(this.core, INSTANCE, why.who, {
        ...{ kind: 'event', event: 'erasure.begun', inputs: said, reason: why.reason },
      });
      await this.eraseValues(targets, names, id, why);
    }
    await this.sweep(names);
    return { id, runs: before.runs };
  }

  /** Files, then the space in the database. What a disk says against it comes by name: the erasure is repeated then. */
  private async sweep(names?: Names): Promise<void> {
    const { database } = this.core;
    const runs = await this.erasedRuns();
    await storing(database.folder, () => this.files.sweep(runs, names));
    await database.compact();
  }

  /** All runs in one statement; again until nothing is left that others wrote meanwhile. */
  private async eraseValues(
    targets: readonly Target[],
    names: Names,
    erasure: string,
    why: Why,
  ): Promise<void> {
    for (let round = 0; round < ROUNDS; round++) {
      const found: [string, readonly RunValue[]][] = [];
      for (const { id, ended } of targets) {
        const { values } = await this.erasable.of(id, names, !ended);
        if (values.length > 0) found.push([id, values]);
      }
      if (found.length === 0) return;
      await Promise.all(
        found.flatMap(([run, values]) => eraseInRun(this.core, run, values, { erasure, ...why })),
      );
    }
    throw unfinished();
  }

  private async plan(targets: readonly Target[], names: Names): Promise<Erasure> {
    const runs: ErasedInRun[] = [];
    for (const { id, ended } of targets) {
      const { values, kept } = await this.erasable.of(id, names, !ended);
      if (values.length + kept === 0) continue;
      const counts: Record<string, number> = {};
      for (const { of } of values) counts[of] = (counts[of] ?? 0) + 1;
      runs.push({ run: id, values: counts, kept });
    }
    return { runs };
  }

  private async runsOf(projectId: string): Promise<Target[]> {
    const runs = (await this.core.store.list()).filter((run) => run.projectId === projectId);
    if (runs.length === 0) throw notFound(projectId);
    const open = runs.filter(({ status }) => !hasEnded(status));
    if (open.length > 0) throw runOpen(open.map(({ id }) => id));
    return runs.map(({ id }) => ({ id, ended: true }));
  }

  private async targets(): Promise<Target[]> {
    const runs = await this.core.store.list();
    return [
      ...runs.map(({ id, status }) => ({ id, ended: hasEnded(status) })),
      { id: INSTANCE, ended: false },
    ];
  }

  private async erasedRuns(): Promise<ErasedRun[]> {
    const found: ErasedRun[] = [];
    for (const { id, ended } of await this.targets()) {
      const entries = await this.entriesOf(id);
      if (entries.length === 0) continue;
      const [row] = await this.core.database.query<{ customer: string }>(
        'SELECT p.customer FROM run r JOIN project p ON p.id = r.project_id WHERE r.id = ?',
        [id],
      );
      found.push({ id, ended, whole: ended && row?.customer === '' });
    }
    return found;
  }

  private async entriesOf(runId: string): Promise<AuditEntry[]> {
    const audit = new AuditStore(this.core.database);
    const bodies = await audit.mentioning(runId, `"event":"${VALUES_ERASED}"`);
    const entries = bodies.map((body) => JSON.parse(body) as AuditEntry);
    return entries.filter((entry) => erasedIn(entry).length > 0);
  }
}

function hasEnded(status: string): boolean {
  return status === 'completed' || status === 'canceled';
}

function runOpen(runs: readonly string[]): RequestError {
  return new RequestError('erase.run-open', {
    de: `Dieses Projekt hat noch offene Läufe: ${runs.join(', ')}. Schließen Sie sie ab oder brechen Sie sie ab, dann löschen Sie.`,
    en: `This project still has open runs: ${runs.join(', ')}. Complete or cancel them, then erase.`,
  });
}

function reasonNames(): RequestError {
  return new RequestError('input.invalid', {
    de: 'Die Begründung nennt, wessen Angaben gelöscht werden. Sie bleibt im Protokoll: Begründen Sie ohne den Namen.',
    en: 'The reason names whose values are erased. It stays in the audit trail: give a reason without the name.',
  });
}

function unfinished(): RequestError {
  return new RequestError('erase.unfinished', {
    de: 'Es kommen ständig neue Angaben hinzu: Jemand arbeitet gerade damit. Wiederholen Sie das Löschen, wenn niemand mehr arbeitet.',
    en: 'New values keep coming: somebody is working with them. Repeat the erasure when nobody works any more.',
  });
}
