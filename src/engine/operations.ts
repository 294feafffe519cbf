import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RequestError, UmstiegError } from '../core/errors.js';
import { readIfThere, writeDurably } from '../persistence/durable-file.js';
import { replay } from './engine.js';
import type { EngineCore } from './engine-core.js';
import { isGone } from './lease-owner.js';
import {
  operationRecord,
  progressed,
  type OperationProgress,
  type OperationRecord,
} from './operation-record.js';
import type { Watch } from './watched.js';

/** What an operation may use while it is carried out. */
export interface OperationWork extends Watch {
  /** Where its file belongs, if it makes one: nowhere else does it write. */
  readonly file: string;
}

export interface NewOperation {
  readonly run: string;
  readonly kind: string;
  readonly request: string;
  readonly by: string;
  readonly key: string;
  /** Name under which its file is downloaded. */
  readonly fileName?: string;
  readonly work: (use: OperationWork) => Promise<OperationRecord['result']>;
}

interface Going {
  readonly abort: AbortController;
  progress: OperationProgress | undefined;
  began: number;
}

const AT_ONCE = 2;
const WAITING = 20;
const OVER: ReadonlySet<OperationRecord['status']> = new Set([
  ...(['done', 'failed', 'canceled', 'interrupted'] as const),
]);

/**
 * Long work that somebody asked for and may leave. Each is a small file of the data folder, written before it begins and when
 * it is over; what a dead process had begun says `interrupted`, and the same key begins it again. Results appear whole or not at all.
 */
export class Operations {
  private readonly folder: string;
  private readonly going = new Map<string, Going>();
  /** One after the other for each key. */
  private readonly asked = new Map<string, Promise<unknown>>();
  private readonly queue: (() => void)[] = [];
  private readonly carried = new Set<Promise<void>>();
  private running = 0;
  private leaving = false;

  constructor(private readonly core: EngineCore) {
    this.folder = join(core.database.folder, 'operations');
  }

  /** The same key gives the same operation. @throws RequestError run.not-found, command.mismatch, server.busy */
  async begin(o: NewOperation): Promise<OperationRecord> {
    await this.core.read(o.run);
    const id = this.idOf(o);
    const asking = (this.asked.get(id) ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => this.beginOnce(o));
    this.asked.set(id, asking);
    try {
      return await asking;
    } finally {
      if (this.asked.get(id) === asking) this.asked.delete(id);
    }
  }

  private async beginOnce(o: NewOperation): Promise<OperationRecord> {
    const id = this.idOf(o);
    const request = this.core.keys.hmac(`${o.kind}\0${o.request}\0${o.by}`);
    const before = await this.find(o.run, id);
    if (before) replay({ request: before.request, answer: '{"answer":{}}' }, request);
    if (before && before.status !== 'interrupted') return before;
    if (this.queue.length >= WAITING) throw busy();
    const record: OperationRecord = {
      ...{ id, run: o.run, kind: o.kind, request, by: o.by, owner: this.core.env.owner },
      ...{ status: 'queued', askedAt: this.now(), startedAt: null, endedAt: null },
      ...{ result: null, file: o.fileName ?? null, problem: null },
    };
    this.going.set(id, { abort: new AbortController(), progress: undefined, began: 0 });
    await this.write(record);
    const carried = this.carryOut(record, o).finally(() => this.carried.delete(carried));
    this.carried.add(carried);
    return record;
  }

  /** Undefined when this run has no such operation. */
  async find(run: string, id: string): Promise<OperationRecord | undefined> {
    if (!/^o-[0-9a-f]{16}$/.test(id)) return undefined;
    const text = await readIfThere(this.recordOf(run, id));
    const parsed = operationRecord.safeParse(text === undefined ? undefined : jsonOf(text));
    if (!parsed.success) return undefined;
    const { status, owner } = parsed.data;
    const left = !OVER.has(status) && !this.going.has(id) && this.isLeft(owner);
    return left ? { ...parsed.data, status: 'interrupted' } : parsed.data;
  }

  /** Newest first. */
  async list(run: string): Promise<OperationRecord[]> {
    const names = await readdir(this.folderOf(run)).catch(() => []);
    const ids = names.flatMap((name) => /^(o-[0-9a-f]{16})\.json$/.exec(name)?.[1] ?? []);
    const found = await Promise.all(ids.map((id) => this.find(run, id)));
    return found
      .filter((one) => one !== undefined)
      .sort((a, b) => (a.askedAt < b.askedAt ? 1 : -1));
  }

  progressOf(id: string): OperationProgress | undefined {
    return this.going.get(id)?.progress;
  }

  fileOf({ run, id }: Pick<OperationRecord, 'run' | 'id'>): string {
    return join(this.folderOf(run), `${id}.result`);
  }

  /** Ends what is going on; of what is over, forgets the result. */
  async cancel(record: OperationRecord): Promise<OperationRecord> {
    const going = this.going.get(record.id);
    if (going) going.abort.abort();
    else await rm(this.fileOf(record), { force: true });
    if (record.status === 'done' || record.status === 'failed') {
      const gone: OperationRecord = { ...record, status: 'canceled', result: null };
      await this.write(gone);
      return gone;
    }
    return { ...record, status: 'canceled' };
  }

  /** Waits until nothing that was asked for is still going on. */
  async settle(): Promise<void> {
    while (this.carried.size > 0) await Promise.all(this.carried);
  }

  /** Cuts off what goes on: nothing of it is kept, and it says `interrupted` as after a power cut. */
  abandon(): void {
    this.leaving = true;
    for (const { abort } of this.going.values()) abort.abort();
  }

  private async carryOut(record: OperationRecord, { work }: NewOperation): Promise<void> {
    const { id } = record;
    const going = this.going.get(id);
    if (!going) return;
    await this.turn();
    const started: OperationRecord = { ...record, status: 'running', startedAt: this.now() };
    try {
      await this.write(started);
      going.began = performance.now();
      going.abort.signal.throwIfAborted();
      const result = await work({
        ...{ signal: going.abort.signal, file: this.fileOf(record) },
        progress: (done, total, unit) =>
          (going.progress = progressed(going.began, done, total, unit)),
      });
      going.abort.signal.throwIfAborted();
      await this.write({ ...started, status: 'done', endedAt: this.now(), result });
    } catch (error) {
      await this.failed(started, error, going.abort.signal.aborted).catch(() => undefined);
    } finally {
      this.going.delete(id);
      const next = this.queue.shift(); // takes over this place
      if (next) next();
      else this.running--;
    }
  }

  private async failed(record: OperationRecord, error: unknown, aborted: boolean): Promise<void> {
    await rm(this.fileOf(record), { force: true });
    if (this.leaving) return;
    const known =
      error instanceof UmstiegError ? { code: error.code, text: error.text } : UNEXPECTED;
    const over = aborted
      ? { status: 'canceled' as const }
      : { status: 'failed' as const, problem: known };
    await this.write({ ...record, ...over, endedAt: this.now() });
  }

  /** Waits until one of the places is free. */
  private async turn(): Promise<void> {
    if (this.running >= AT_ONCE) await new Promise<void>((go) => this.queue.push(go));
    else this.running++;
  }

  private idOf({ run, key }: NewOperation): string {
    return `o-${this.core.keys.hmac(`operation\0${run}\0${key}`).slice(0, 16)}`;
  }

  private isLeft(owner: string): boolean {
    return owner === this.core.env.owner || isGone(owner);
  }

  private async write(record: OperationRecord): Promise<void> {
    await mkdir(this.folderOf(record.run), { recursive: true, mode: 0o700 });
    await writeDurably(this.recordOf(record.run, record.id), JSON.stringify(record));
  }

  private recordOf(run: string, id: string): string {
    return join(this.folderOf(run), `${id}.json`);
  }

  /** A name made from the id of the run: an id is never a path. */
  private folderOf(run: string): string {
    return join(this.folder, createHash('sha256').update(run).digest('hex').slice(0, 32));
  }

  private now(): string {
    return this.core.env.now().toISOString();
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const UNEXPECTED = {
  code: 'unexpected',
  text: { de: 'Das hätte nicht geschehen dürfen.', en: 'This should not have happened.' },
};

function busy(): RequestError {
  return new RequestError('server.busy', {
    de: 'Es warten schon viele Vorgänge. Versuchen Sie es gleich noch einmal.',
    en: 'Many operations are waiting already. Try again in a moment.',
  });
}
