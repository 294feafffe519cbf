import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reason } from '../core/outcome.js';
import { UmstiegError } from '../core/errors.js';
import type { Text } from '../core/text.js';
import { AuditCheck } from './audit-check.js';
import { backupHistory, type BackupHistory } from './backups.js';
import { INSTANCE, type EngineCore } from './engine-core.js';
import { isHeld } from './lease-owner.js';
import { findOrphans } from './orphans.js';
import { TreeCheck } from './tree-check.js';

export interface Examination {
  readonly runs: number;
  /** Bytes free where the data folder lies. */
  readonly freeBytes: number;
  /** Evidence files that no run names: a killed command leaves them, they do no harm. */
  readonly unnamedEvidence: number;
  readonly backups: BackupHistory;
  readonly findings: readonly Reason[];
}

/** Less than this and the next long copy of evidence may fail. */
const LOW_DISK_BYTES = 512 * 1024 ** 2;

/** Looks at a whole data folder and changes nothing. */
export class Doctor {
  private readonly findings: Reason[] = [];

  constructor(private readonly core: EngineCore) {}

  async examine(): Promise<Examination> {
    await this.database();
    this.findings.push(...(await new TreeCheck(this.core).verify()).findings);
    const runs = await this.core.store.list();
    for (const { id } of [{ id: INSTANCE }, ...runs]) await this.run(id);
    for (const { run, reason } of await findOrphans(this.core)) this.standsStill(run, reason);
    await this.attempts();
    const unnamedEvidence = await this.evidence();
    const freeBytes = await this.disk();
    const backups = await backupHistory(this.core.database);
    const { findings } = this;
    return { runs: runs.length, freeBytes, unnamedEvidence, backups, findings };
  }

  private async database(): Promise<void> {
    const { damage, dangling } = await this.core.database.soundness();
    for (const said of damage)
      this.add('doctor.database', `Datenbank: ${said}`, `Database: ${said}`);
    for (const path of this.core.database.openToOthers) {
      this.add(
        'doctor.open-to-others',
        `Andere Benutzer können ${path} lesen: Das ist ein gemeinsamer Ordner, oder er gehört jemand anderem. Nehmen Sie ihnen das Recht (chmod go-rwx) oder wählen Sie einen eigenen Datenordner.`,
        `Other users can read ${path}: it is a shared folder or belongs to somebody else. Take that right away (chmod go-rwx) or use a folder of its own.`,
      );
    }
    for (const table of dangling) {
      this.add(
        'doctor.dangling-rows',
        `In der Tabelle ${table} verweisen Zeilen ins Leere.`,
        `Rows of the table ${table} refer to nothing.`,
      );
    }
  }

  /** The chain of a run, its state and its evidence. */
  private async run(id: string): Promise<void> {
    try {
      if (id !== INSTANCE) await this.core.read(id);
    } catch (error) {
      this.failed(id, error);
    }
    try {
      const { findings } = await new AuditCheck(this.core).verify(id);
      for (const found of findings)
        this.add(found.code, `${id}: ${found.text.de}`, `${id}: ${found.text.en}`);
    } catch (error) {
      this.failed(id, error);
    }
  }

  private standsStill(id: string, { code, text }: Reason): void {
    if (this.findings.some((f) => f.code === code && f.text.de.includes(id))) return;
    this.add(code, `${id}: ${text.de}`, `${id}: ${text.en}`);
  }

  private failed(id: string, error: unknown): void {
    if (!(error instanceof UmstiegError)) throw error;
    if (this.findings.some((f) => f.code === error.code && f.text.de.includes(id))) return;
    this.add(error.code, `${id}: ${error.text.de}`, `${id}: ${error.text.en}`);
  }

  /** Attempts whose process lives no more: the next command on the run takes them over, of a paused one resuming it. */
  private async attempts(): Promise<void> {
    const now = this.core.env.now().getTime();
    for (const a of await this.core.store.attempts({ status: 'started' })) {
      if (isHeld(a, now)) continue;
      const [de, en] = (await this.isPaused(a.runId))
        ? [
            'Der Lauf ist angehalten; es geht weiter, wenn er fortgesetzt wird.',
            'The run is paused; it goes on when it is resumed.',
          ]
        : [
            'Der nächste Befehl zu diesem Lauf setzt fort.',
            'The next command on this run goes on.',
          ];
      this.add(
        'doctor.stuck-attempt',
        `${a.runId}: ${a.step} wurde unterbrochen. ${de}`,
        `${a.runId}: ${a.step} was interrupted. ${en}`,
      );
    }
  }

  private async isPaused(runId: string): Promise<boolean> {
    try {
      return (await this.core.read(runId)).state.paused;
    } catch (error) {
      if (error instanceof UmstiegError) return false; // unreadable: said before
      throw error;
    }
  }

  /** Missing files that a run names without its chain naming them, and files nobody names. */
  private async evidence(): Promise<number> {
    const rows = await this.core.database.query<{ digest: string; runId: string }>(
      `SELECT DISTINCT digest, run_id AS runId FROM evidence WHERE salt <> ''`,
    );
    for (const { digest, runId } of rows) {
      const there = await stat(this.core.evidence.path(digest)).catch(() => undefined);
      const known = this.findings.some((f) => f.text.en.includes(digest));
      if (there || known) continue;
      this.add(
        'doctor.evidence-missing',
        `${runId}: Der Nachweis ${digest} fehlt.`,
        `${runId}: the evidence ${digest} is missing.`,
      );
    }
    const named = new Set(rows.map((row) => row.digest));
    let unnamed = 0;
    for (const name of await evidenceFiles(join(this.core.database.folder, 'evidence'))) {
      if (!named.has(name)) unnamed++;
    }
    return unnamed;
  }

  private async disk(): Promise<number> {
    const { bavail, bsize } = await statfs(this.core.database.folder);
    const free = bavail * bsize;
    if (free < LOW_DISK_BYTES) {
      const mib = Math.floor(free / 1024 ** 2);
      this.add(
        'doctor.low-disk',
        `Auf dem Datenträger sind nur noch ${mib} MiB frei.`,
        `Only ${mib} MiB are left on the disk.`,
      );
    }
    return free;
  }

  private add(code: string, de: string, en: string): void {
    const text: Text = { de, en };
    this.findings.push({ code, text });
  }
}

async function evidenceFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((e) => e.isFile() && /^[0-9a-f]{64}$/.test(e.name)).map((e) => e.name);
}
