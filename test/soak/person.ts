import type { TaskStatus } from '../../src/core/task-status.js';
import { TIMES } from '../../src/drill/timetable.js';
import { screenshotFile } from '../../src/drill/picture.js';
import { isRunning } from '../../src/core/task-status.js';
import type { Reply } from '../faults/server.js';
import { choose, type Act } from './acts.js';
import type { Known, Office } from './office.js';
import type { Pace } from './pace.js';

/** What a colleague may have been quicker with, or what only somebody else may do. */
const EXPECTED = new Set([
  'approval.not-pending',
  'approval.same-person',
  'outdated.not',
  'redo.nothing',
  'run.conflict',
  'run.ended',
  'step.busy',
  'step.not-ready',
  'waive.never',
  'withdraw.not-yours',
  'withdraw.nothing',
]);
const STALE_SHARE = 0.05;

interface Checklist {
  readonly id: string;
  readonly revision: number;
  readonly steps: readonly { readonly id: string; readonly status: TaskStatus }[];
}

/** Somebody who gives one command after the other and writes down what was answered. */
export class Person {
  private sent = 0;

  constructor(
    private readonly name: string,
    private readonly token: string,
    private readonly office: Office,
    private readonly random: () => number,
  ) {}

  async work(pace: Pace): Promise<void> {
    while (await pace.turn()) {
      try {
        await this.act();
      } finally {
        pace.done();
      }
    }
  }

  private async act(): Promise<void> {
    const { office, random } = this;
    if (office.takesProject()) return this.beginProject();
    const run = office.open[Math.floor(random() * office.open.length)];
    if (!run) return this.look('/api/overview');
    if (!run.isSeen) await this.see(run);
    if (random() < 0.08) return this.handIn(run);
    await this.command(run, choose(run, random));
    if (random() < 0.04) await this.browse(run);
  }

  /** A project, its clock where the practice customer begins; the oldest one is given up for it. */
  private async beginProject(): Promise<void> {
    const { office } = this;
    const key = this.newKey();
    const customer = `Kunde ${key}`;
    const asked = { key, body: { customer, kind: 'drill' } };
    const reply = await office.keeper.ask(this.token, '/api/projects', asked);
    if (reply.status !== 201) {
      this.strange('/api/projects', reply);
      return;
    }
    const { id, revision, steps } = reply.body as unknown as Checklist;
    office.ledger.begin(customer, id);
    const run: Known = {
      ...{ id, revision, digests: [], isSeen: true },
      status: new Map(steps.map((step) => [step.id, step.status])),
    };
    await this.command(run, { path: 'clock', body: { at: TIMES.start } });
    const oldest = office.add(run);
    if (oldest) await this.command(oldest, { path: 'cancel', body: { reason: 'abgeschlossen' } });
  }

  /** A file nobody sent before. */
  private async handIn(run: Known): Promise<void> {
    const key = this.newKey();
    const path = `/api/runs/${run.id}/evidence?name=${key}.png`;
    const reply = await this.office.keeper.ask(this.token, path, {
      ...{ key, bytes: screenshotFile(key) },
    });
    const { digest } = reply.body;
    if (reply.status !== 201 || typeof digest !== 'string') {
      this.strange(path, reply);
      return;
    }
    run.digests.push(digest);
    this.office.ledger.accept(run.id, { key, digest });
  }

  private async command(run: Known, act: Act): Promise<void> {
    const { keeper, ledger } = this.office;
    const key = this.newKey();
    const path = `/api/runs/${run.id}/${act.path}`;
    const match = this.random() < STALE_SHARE ? `"${String(run.revision)}"` : '*';
    const asked = { key, body: act.body, match };
    const reply = await keeper.ask(this.token, path, asked);
    const { revision, status, code } = reply.body;
    if (reply.status < 300) {
      ledger.accept(run.id, { key, revision: Number(revision) });
      this.learn(run, act, { revision: Number(revision), status: status as TaskStatus });
      if (this.random() < 0.02) await this.sayAgain(path, asked, Number(revision));
      return;
    }
    run.isSeen = false;
    if (!EXPECTED.has(String(code))) {
      this.strange(path, reply);
      return;
    }
    ledger.refuse(run.id, key, String(code));
  }

  private learn(
    run: Known,
    { step }: Act,
    told: { readonly revision: number; readonly status?: TaskStatus },
  ): void {
    run.revision = Math.max(run.revision, told.revision);
    if (step === undefined || told.status === undefined) return;
    run.status.set(step, told.status);
    if (isRunning(told.status) || told.status === 'ready') run.isSeen = false; // others open with it, or its check ends
  }

  /** An answer that was heard may be asked for again: it is the same. */
  private async sayAgain(
    path: string,
    asked: { readonly key: string; readonly body: unknown; readonly match: string },
    revision: number,
  ): Promise<void> {
    this.office.queries++;
    const reply = await this.office.keeper.ask(this.token, path, asked);
    if (reply.status >= 300 || reply.body['revision'] !== revision)
      this.strange(`${path} again, after revision ${String(revision)}`, reply);
  }

  private async see(run: Known): Promise<void> {
    this.office.queries++;
    const reply = await this.office.keeper.ask(this.token, `/api/runs/${run.id}`);
    if (reply.status !== 200) {
      this.strange(run.id, reply);
      return;
    }
    const { revision, steps } = reply.body as unknown as Checklist;
    run.revision = Math.max(run.revision, revision);
    for (const { id, status } of steps) run.status.set(id, status);
    run.isSeen = !steps.some(({ status }) => isRunning(status));
  }

  private async browse(run: Known): Promise<void> {
    const paths = [
      ...['/api/overview?limit=20', `/api/runs/${run.id}/steps/R-101`],
      ...[`/api/runs/${run.id}/actions`, `/api/runs/${run.id}/entries?order=newest&limit=20`],
    ];
    await this.look(paths[Math.floor(this.random() * paths.length)] ?? '');
  }

  private async look(path: string): Promise<void> {
    this.office.queries++;
    const reply = await this.office.keeper.ask(this.token, path);
    if (reply.status !== 200) this.strange(path, reply);
  }

  private strange(path: string, { status, body }: Reply): void {
    const said = JSON.stringify(body).slice(0, 500);
    this.office.ledger.problems.push(`${this.name}, ${path}: ${String(status)} ${said}`);
  }

  private newKey(): string {
    return `${this.name}-${String(this.sent++)}`;
  }
}
