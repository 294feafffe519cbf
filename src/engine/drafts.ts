import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readIfThere, writeDurably } from '../persistence/durable-file.js';
import { personKey } from '../connect/person-key.js';

const draft = z.strictObject({
  step: z.string(),
  savedAt: z.string(),
  /** Warnings whose fact was repeated. */
  acknowledged: z.array(z.string()),
  /** Answers by field; null was asked and left out. Never a secret. */
  values: z.record(z.string(), z.json()),
  /** Paths of evidence; absent until asked. */
  evidence: z.array(z.string()).optional(),
  /** Idempotency key under which it was about to be sent. */
  key: z.string().optional(),
});

/** What a person has typed for a step and not yet sent. */
export type Draft = z.infer<typeof draft>;

/** As a file: with the run it belongs to, since its name says nothing (ADR 0029). */
const kept = draft.extend({ run: z.string().optional() });

/** One draft per run, person and step: files of the data folder's owner, gone once the claim is sent. */
export class Drafts {
  constructor(private readonly folder: string) {}

  /** Undefined when there is none, or what stands there is no draft of this step. */
  async read(runId: string, person: string, step: string): Promise<Draft | undefined> {
    const text = await readIfThere(this.file(runId, person, step));
    if (text === undefined) return undefined;
    const parsed = kept.safeParse(jsonOf(text));
    if (!parsed.success || parsed.data.step !== step) return undefined;
    const { run: _, ...content } = parsed.data;
    return content;
  }

  /** All drafts of one person, of the given steps. */
  async all(runId: string, person: string, steps: readonly string[]): Promise<Draft[]> {
    const found = await Promise.all(steps.map((step) => this.read(runId, person, step)));
    return found.filter((one) => one !== undefined);
  }

  write(runId: string, person: string, content: Draft): Promise<void> {
    return writeDurably(
      this.file(runId, person, content.step),
      JSON.stringify({ run: runId, ...content }),
    );
  }

  async remove(runId: string, person: string, step: string): Promise<void> {
    await rm(this.file(runId, person, step), { force: true });
  }

  /** Takes away the drafts that `goes` says: of a run, or with a text of the file. */
  async removeWhere(goes: (run: string | undefined, text: string) => boolean): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) {
      const text = await readIfThere(join(this.folder, name));
      if (text === undefined) continue;
      const parsed = kept.safeParse(jsonOf(text));
      if (goes(parsed.data?.run, text)) await rm(join(this.folder, name), { force: true });
    }
  }

  /** The name says neither who nor what: folders are listed more often than files are read. */
  private file(runId: string, person: string, step: string): string {
    const name = createHash('sha256')
      .update(`${runId}\0${personKey(person)}\0${step}`)
      .digest('hex');
    return join(this.folder, `${name}.json`);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
