import { join } from 'node:path';
import type { WorkPort } from '../core/step.js';
import { readIfThere, writeDurably } from './durable-file.js';

/** Durable scratch folders `work/<key>`: one per (run, step, idempotency key). */
export class WorkStore {
  constructor(private readonly folder: string) {}

  of(workKey: string): WorkPort {
    const folder = join(this.folder, workKey.slice(0, 2), workKey);
    const file = (name: string) => {
      if (!/^[a-z0-9][a-z0-9.-]{0,80}$/i.test(name))
        throw new Error(`not a work file name: ${name}`);
      return join(folder, name);
    };
    return {
      read: (name) => readIfThere(file(name)),
      write: (name, text) => writeDurably(file(name), text),
    };
  }
}
