import { ApiError, NoAnswer } from '../../api/api-error.js';
import type { EvidenceRef } from './shapes.js';
import { lookAt, upload } from './upload.js';

/** One file: on its way, arrived (it has a digest), waiting for the line, or refused. */
export interface Item {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly sent: number;
  readonly digest?: string;
  /** Why it was not taken. */
  readonly problem?: string;
  readonly isWaiting?: boolean;
}

interface Going {
  readonly file: File;
  readonly stop: AbortController;
}

const PAUSE_MS = 3_000;

/** The files of a claim. Each is sent as soon as it is there, so that sending the form later is quick. */
export class EvidenceTray {
  private items: readonly Item[] = [];
  private readonly going = new Map<string, Going>();
  private readonly listeners = new Set<() => void>();

  /** @param broken what to say of a failure nobody expected */
  constructor(
    private readonly run: string,
    private readonly broken: string,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly now = (): readonly Item[] => this.items;

  get digests(): readonly string[] {
    return [...new Set(this.items.flatMap(({ digest }) => digest ?? []))];
  }

  /** Nothing is on its way any more. */
  get isSettled(): boolean {
    return this.items.every(({ digest, problem }) => digest ?? problem);
  }

  /** Is fulfilled when nothing is on its way any more. */
  settled(): Promise<void> {
    return new Promise((done) => {
      const look = () => {
        if (!this.isSettled) return;
        stop();
        done();
      };
      const stop = this.subscribe(look);
      look();
    });
  }

  /** Files of a draft, which the server still has. */
  async recall(digests: readonly string[]): Promise<void> {
    const found = await Promise.all(
      digests.map((digest) => lookAt(this.run, digest).catch(() => undefined)),
    );
    this.offer(found.filter((one) => one !== undefined));
  }

  /** Files the server has, to be handed in again unless they are taken away. */
  offer(files: readonly EvidenceRef[]): void {
    const items = files.map((one) => ({ ...one, id: one.digest, sent: one.size }));
    if (items.length > 0) this.set([...items, ...this.items]);
  }

  /** @param problem why the file is not even sent */
  add(file: File, problem: string | undefined): void {
    const { name, size } = file;
    const item = { id: crypto.randomUUID(), name, size, sent: 0 };
    if (problem !== undefined) {
      this.set([...this.items, { ...item, problem }]);
      return;
    }
    this.going.set(item.id, { file, stop: new AbortController() });
    this.set([...this.items, item]);
    void this.send(item.id);
  }

  remove(id: string): void {
    this.going.get(id)?.stop.abort();
    this.going.delete(id);
    this.set(this.items.filter((one) => one.id !== id));
  }

  private async send(id: string): Promise<void> {
    const going = this.going.get(id);
    if (!going) return;
    try {
      const onProgress = (sent: number) => this.change(id, { sent, isWaiting: false });
      const { file, stop } = going;
      const sending = { run: this.run, file, onProgress, signal: stop.signal };
      const { digest, size } = await upload(sending);
      this.going.delete(id);
      this.change(id, { digest, sent: size, isWaiting: false });
    } catch (error) {
      if (!this.going.has(id)) return; // taken away meanwhile
      if (error instanceof NoAnswer) this.later(id);
      else this.change(id, { problem: error instanceof ApiError ? error.message : this.broken });
    }
  }

  /** Without a line it is sent again by itself. */
  private later(id: string): void {
    this.change(id, { isWaiting: true, sent: 0 });
    setTimeout(() => void this.send(id), PAUSE_MS);
  }

  private change(id: string, with_: Partial<Item>): void {
    this.set(this.items.map((one) => (one.id === id ? { ...one, ...with_ } : one)));
  }

  private set(items: readonly Item[]): void {
    this.items = items;
    for (const listener of this.listeners) listener();
  }
}
