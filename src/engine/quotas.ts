import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RequestError } from '../core/errors.js';
import type { EvidenceRef } from '../core/step.js';
import { AuditStore } from '../persistence/audit.store.js';
import { INSTANCE, type EngineCore } from './engine-core.js';
import { recordEntry } from './record-entry.js';
import type { Who } from './who.js';

const EVENT = 'quota.set';
const RECORD = /^([0-9a-f]{64})\.json$/;

/** Most bytes of evidence; null where there is no limit. */
export interface Quota {
  readonly projectBytes: number | null;
  readonly installationBytes: number | null;
}

export interface SpaceUsed {
  readonly quota: Quota;
  readonly usedBytes: number;
  /** The largest first. */
  readonly projects: readonly { readonly project: string; readonly usedBytes: number }[];
}

interface File {
  readonly project: string;
  readonly digest: string;
  readonly size: number;
}

/** So many projects a face shows of those that take most. */
export const LARGEST_SHOWN = 20;
const NONE: Quota = { projectBytes: null, installationBytes: null };

/**
 * How much room evidence may take, of a project and of all together: handed in, or sent and waiting for a claim. The same content
 * counts once. What a step itself keeps counts too and is never refused, so that what was done is recorded.
 */
export class Quotas {
  private readonly entries: AuditStore;
  private readonly uploads: string;
  /** What the chain said up to an entry. */
  private known = { seq: 0, quota: NONE };
  private before: Promise<unknown> = Promise.resolve();

  constructor(private readonly core: EngineCore) {
    this.entries = new AuditStore(core.database);
    this.uploads = join(core.database.folder, 'uploads');
  }

  async current(): Promise<Quota> {
    const word = `"event":"${EVENT}"`;
    const row = await this.entries.lastMentioning(INSTANCE, word, this.known.seq + 1);
    if (row) {
      const { inputs } = JSON.parse(row.body) as { readonly inputs: Quota };
      this.known = { seq: row.seq, quota: inputs };
    }
    return this.known.quota;
  }

  /** Said again it records nothing. @returns whether it is another one than before */
  async set(quota: Quota, who: Who, reason?: string): Promise<boolean> {
    const { projectBytes, installationBytes } = quota;
    const now = await this.current();
    if (now.projectBytes === projectBytes && now.installationBytes === installationBytes)
      return false;
    await recordEntry(this.core, INSTANCE, who, {
      ...{ kind: 'event', event: EVENT, inputs: { projectBytes, installationBytes } },
      ...(reason === undefined ? {} : { reason }),
    });
    return true;
  }

  async used(): Promise<SpaceUsed> {
    const [quota, files] = [await this.current(), await this.files()];
    const names = new Set(files.map(({ project }) => project));
    const projects = [...names].map((project) => ({
      project,
      usedBytes: bytesOf(files.filter((file) => file.project === project)),
    }));
    const sorted = projects.sort((a, b) => b.usedBytes - a.usedBytes);
    return { quota, usedBytes: bytesOf(files), projects: sorted };
  }

  /**
   * Takes files in while there is room for them; one after another, so that two do not share the last of it.
   * @throws RequestError evidence.over-quota, nothing is kept then
   */
  async within<T>(
    runId: string,
    coming: readonly EvidenceRef[],
    takeIn: () => Promise<T>,
  ): Promise<T> {
    const quota = await this.current();
    if (coming.length === 0 || (quota.projectBytes ?? quota.installationBytes) === null)
      return takeIn();
    const turn = this.before.then(async () => {
      await this.requireRoom(runId, coming, quota);
      return takeIn();
    });
    this.before = turn.catch(() => undefined);
    return turn;
  }

  private async requireRoom(
    runId: string,
    coming: readonly EvidenceRef[],
    quota: Quota,
  ): Promise<void> {
    const files = await this.files();
    const { projectId: project } = (await this.core.read(runId)).stored.row;
    const own = files.filter((file) => file.project === project);
    for (const { name, digest, size } of coming) {
      const file = { project, digest, size };
      requireFit('project', own, file, quota.projectBytes, name);
      requireFit('installation', files, file, quota.installationBytes, name);
      own.push(file);
      files.push(file);
    }
  }

  /** Every file of evidence once for each project that has it. */
  private async files(): Promise<File[]> {
    const rows = await this.core.database.query<File>(
      `SELECT r.project_id AS project, e.digest, max(e.size) AS size FROM evidence e
       JOIN run r ON r.id = e.run_id WHERE e.salt <> '' GROUP BY r.project_id, e.digest`,
    );
    return [...rows, ...(await this.waiting())];
  }

  private async waiting(): Promise<File[]> {
    const runs = await readdir(this.uploads, { withFileTypes: true }).catch(() => []);
    const found: File[] = [];
    for (const run of runs.filter((entry) => entry.isDirectory())) {
      const [row] = await this.core.database.query<{ project: string }>(
        'SELECT project_id AS project FROM run WHERE id = ?',
        [run.name],
      );
      for (const name of await readdir(join(this.uploads, run.name))) {
        const digest = RECORD.exec(name)?.[1];
        if (!row || digest === undefined) continue;
        const there = await stat(this.core.evidence.path(digest)).catch(() => undefined);
        if (there) found.push({ ...row, digest, size: there.size });
      }
    }
    return found;
  }
}

function bytesOf(files: readonly File[]): number {
  const sizes = new Map(files.map(({ digest, size }) => [digest, size]));
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

const WHOSE = {
  project: { de: 'Nachweise dieses Projekts belegen', en: 'Evidence of this project takes' },
  installation: { de: 'Nachweise aller Projekte belegen', en: 'Evidence of all projects takes' },
} as const;

function requireFit(
  whose: keyof typeof WHOSE,
  there: readonly File[],
  file: File,
  limit: number | null,
  name: string,
): void {
  const used = bytesOf(there);
  if (limit === null || bytesOf([...there, file]) <= limit) return;
  const mib = (bytes: number) => (bytes / 1_048_576).toFixed(1);
  const [size, taken, most] = [file.size, used, limit].map(mib);
  throw new RequestError(
    'evidence.over-quota',
    {
      de: `„${name}“ hat ${size} MiB und passt nicht mehr: ${WHOSE[whose].de} ${taken} von ${most} MiB. Bitten Sie den Besitzer der Installation um mehr Platz (umstieg quota), oder schicken Sie eine kleinere Datei.`,
      en: `"${name}" has ${size} MiB and does not fit any more: ${WHOSE[whose].en} ${taken} of ${most} MiB. Ask the owner of the installation for more room (umstieg quota), or send a smaller file.`,
    },
    { place: { file: name } },
  );
}
