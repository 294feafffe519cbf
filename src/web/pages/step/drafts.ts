import { get, request } from '../../api/request.js';
import { storage } from '../../api/storage.js';
import { valuesIn } from './answers.js';
import { stepPath } from './queries.js';
import type { Field, Values } from './shapes.js';

/** What somebody typed for a step and did not send. Secrets are never in it. */
export interface Draft {
  readonly acknowledged: readonly string[];
  readonly values: Values;
  /** Digests of files that were uploaded. */
  readonly evidence: readonly string[];
}

interface Stored extends Omit<Draft, 'values' | 'evidence'> {
  readonly values: Readonly<Record<string, unknown>>;
  readonly evidence?: readonly string[];
}

/** Where a draft belongs: one a person and step. */
export interface DraftPlace {
  readonly account: string;
  readonly run: string;
  readonly step: string;
  readonly fields: readonly Field[];
  /** Approvers and auditors hand nothing in, so the server keeps nothing for them. */
  readonly mayKeep: boolean;
}

const PAUSE_MS = 600;
/** Name of the claim that somebody sends for a step. */
export const claimId = ({ account, run, step }: DraftPlace): string => `${account} ${run} ${step}`;

/** Name under which this browser keeps a draft until the server has it. */
export const draftKey = ({ account, run, step }: DraftPlace): string =>
  `umstieg.draft ${account} ${run} ${step}`;

/** What is still in this browser was not kept by the server yet, so it is the newer one. */
export async function readDraft(place: DraftPlace): Promise<Draft | null> {
  const local = keepers.get(draftKey(place))?.unsaved() ?? localStorage.getItem(draftKey(place));
  if (local !== null) return draftIn(JSON.parse(local) as Stored, place.fields);
  if (!place.mayKeep) return null;
  const path = `${stepPath(place.run, place.step)}/draft`;
  const { draft } = await get<{ draft: Stored | null }>(path);
  return draft && draftIn(draft, place.fields);
}

function draftIn(stored: Stored, fields: readonly Field[]): Draft {
  return {
    acknowledged: stored.acknowledged,
    values: valuesIn(fields, stored.values),
    evidence: (stored.evidence ?? []).filter((name) => /^[0-9a-f]{64}$/.test(name)),
  };
}

/** A draft as it is kept: without secrets. */
export function draftText({ fields }: DraftPlace, { values, ...draft }: Draft): string {
  const secret = fields.filter((field) => field.secret).map((field) => field.name);
  const kept = Object.entries(values).filter(([name]) => !secret.includes(name));
  return JSON.stringify({ ...draft, values: Object.fromEntries(kept) });
}

const keepers = new Map<string, DraftKeeper>();

/** The one keeper of a draft in this window: what it sends stays in order when the form goes and comes back. */
export function keeperOf(place: DraftPlace): DraftKeeper {
  const key = draftKey(place);
  const keeper = keepers.get(key) ?? new DraftKeeper(place);
  keepers.set(key, keeper);
  return keeper;
}

/** Keeps a draft: in this browser at once, on the server when the typing pauses. */
class DraftKeeper {
  private last: Promise<void> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saving = 0;
  /** What this window kept last: another one of the same person may have put its own there since. */
  private own: string | null = null;
  /** What this browser had no room for. */
  private held: string | null = null;

  constructor(private readonly place: DraftPlace) {}

  keep(draft: Draft): void {
    this.own = draftText(this.place, draft);
    this.held = storage.keep(draftKey(this.place), this.own) ? null : this.own;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE_MS);
  }

  /** What only this window holds. */
  unsaved(): string | null {
    return this.held;
  }

  /** Sends what this browser still holds alone; without a line it stays here until the next time. */
  readonly flush = (): void => {
    clearTimeout(this.timer);
    const place = draftKey(this.place);
    const now = () => this.held ?? localStorage.getItem(place);
    const text = now();
    if (text === null || !this.place.mayKeep) return;
    const body: unknown = JSON.parse(text);
    this.afterwards(async () => {
      if (now() !== text) return;
      await request(this.path, { method: 'PUT', body, account: this.place.account });
      if (now() !== text) return;
      this.held = null;
      storage.drop(place);
    });
  };

  /** It was accepted as a claim, and the server forgot it then; what is being saved at this moment must not bring it back. */
  drop(): void {
    clearTimeout(this.timer);
    const place = draftKey(this.place);
    if ((this.held ?? localStorage.getItem(place)) === this.own) storage.drop(place);
    this.held = null;
    if (this.saving > 0) this.afterwards(() => this.remove());
  }

  /** Nobody wants it any more. */
  discard(): Promise<void> {
    clearTimeout(this.timer);
    this.held = null;
    storage.drop(draftKey(this.place));
    const removed = this.last.then(() => this.remove());
    this.last = removed.catch(() => undefined);
    return removed;
  }

  private async remove(): Promise<void> {
    await request(this.path, { method: 'DELETE', account: this.place.account });
  }

  /** One after another: what is dropped must not come back by an older request. */
  private afterwards(act: () => Promise<void>): void {
    this.saving++;
    this.last = this.last
      .then(act)
      .catch(() => undefined)
      .finally(() => this.saving--);
  }

  private get path(): string {
    return `${stepPath(this.place.run, this.place.step)}/draft`;
  }
}
