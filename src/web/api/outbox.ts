import { ApiError, hindranceIn, NoAnswer, type Hindrance } from './api-error.js';
import { sendCommand, type Accepted } from './commands.js';
import { storage } from './storage.js';
import * as outgoing from './outgoing.js';
import type { Answer, Outgoing, Placed } from './outgoing.js';

/** `kept`: it was not answered for the time being, and is sent again by itself. */
export type Fate =
  | { readonly state: 'sending' }
  | { readonly state: 'kept'; readonly why: Hindrance }
  | { readonly state: 'accepted'; readonly answer: Accepted }
  | { readonly state: 'refused'; readonly error: ApiError };

const PAUSE_MS = 3_000;

/**
 * Sends commands until they are answered, whatever happens to the line, the page or the server in between. Of all windows of a
 * browser one sends at a time, and what was handed over first goes first, whichever window it came from.
 */
class Outbox {
  /** Of this window: handed over in it, or found when it opened. */
  private readonly entries = new Map<string, Placed>();
  private readonly fates = new Map<string, Fate>();
  private readonly listeners = new Set<() => void>();
  private account: string | undefined;
  private last = 0;
  /** The server wants to be left alone until then, ms. */
  private notBefore = 0;
  private isSending = false;
  private again = false;

  constructor() {
    for (const entry of outgoing.placed()) this.entries.set(entry.id, entry);
    outgoing.onAnswer((answer) => this.answered(answer));
    addEventListener('online', () => this.sendAll());
    setInterval(() => this.sendAll(), PAUSE_MS);
  }

  /** Somebody is signed in: what that person left on its way goes on. */
  open(account: string): void {
    this.account = account;
    this.sendAll();
  }

  put(entry: Outgoing): void {
    const before = this.entries.get(entry.id);
    if (before) outgoing.remove(before.key);
    this.last = Math.max(Date.now(), this.last + 1);
    const placed = { ...entry, at: this.last };
    this.entries.set(entry.id, placed);
    outgoing.place(placed);
    this.set(entry.id, { state: 'sending' });
    this.sendAll();
  }

  fate(id: string): Fate | undefined {
    return this.fates.get(id);
  }

  /** Its answer was seen. */
  forget(id: string): void {
    if (this.fates.delete(id)) this.tell();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private sendAll(): void {
    this.again = true;
    if (this.isSending || Date.now() < this.notBefore || this.waiting().length === 0) return;
    this.isSending = true;
    this.again = false;
    void outgoing
      .alone(() => this.sendInOrder())
      .finally(() => {
        this.isSending = false;
        if (this.again) this.sendAll();
      });
  }

  /** Ends when everything was tried once, or when there is no line. */
  private async sendInOrder(): Promise<void> {
    const tried = new Set<string>();
    for (;;) {
      const next = this.waiting().find(({ key }) => !tried.has(key));
      if (!next) return;
      tried.add(next.key);
      if (!(await this.send(next))) return;
    }
  }

  /** What this person has on its way in any window, the oldest first. */
  private waiting(): readonly Placed[] {
    const own = [...this.entries.values()];
    const all = new Map([...outgoing.placed(), ...own].map((entry) => [entry.key, entry]));
    return [...all.values()]
      .filter(({ account }) => account === this.account)
      .sort((a, b) => a.at - b.at);
  }

  /** @returns whether there is a point in sending the next one */
  private async send(entry: Placed): Promise<boolean> {
    const { key } = entry;
    if (this.isOwn(entry)) this.set(entry.id, { state: 'sending' });
    try {
      this.end(entry, { key, accepted: await sendCommand(entry) });
      return true;
    } catch (error) {
      if (error instanceof ApiError && isAnswer(error)) {
        this.end(entry, { key, refused: error.problem });
        return true;
      }
      const kept = { state: 'kept', why: hindranceIn(error) } as const;
      if (error instanceof ApiError && error.retryMs !== undefined)
        this.notBefore = Date.now() + error.retryMs;
      for (const { id } of this.entries.values()) this.set(id, kept);
      if (!(error instanceof ApiError || error instanceof NoAnswer)) throw error;
      return error instanceof ApiError && error.status >= 500;
    }
  }

  /** Told before the place goes: who misses it sends the same key again, and gets the same answer. */
  private end(entry: Placed, answer: Answer): void {
    const { place = '', text = '' } = entry.typed ?? {};
    const kept = localStorage.getItem(place);
    if ('accepted' in answer && kept === text) storage.drop(place);
    if ('refused' in answer && kept === null && place !== '') storage.keep(place, text);
    outgoing.tellWindows(answer);
    outgoing.remove(entry.key);
    this.answered(answer);
  }

  private answered(answer: Answer): void {
    const entry = [...this.entries.values()].find(({ key }) => key === answer.key);
    if (!entry) return;
    this.entries.delete(entry.id);
    if ('accepted' in answer) this.set(entry.id, { state: 'accepted', answer: answer.accepted });
    else this.set(entry.id, { state: 'refused', error: new ApiError(answer.refused) });
  }

  private isOwn({ id, key }: Placed): boolean {
    return this.entries.get(id)?.key === key;
  }

  private set(id: string, fate: Fate): void {
    this.fates.set(id, fate);
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

/** A server that fails or is too busy has not said no. */
const isAnswer = ({ status }: ApiError): boolean =>
  status !== 401 && status !== 429 && status < 500;

export const outbox = new Outbox();
