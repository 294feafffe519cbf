import { ApiError, NoAnswer, OtherPerson } from './api-error.js';
import { sendCommand, type Accepted } from './commands.js';

/** A command that is on its way until the server has answered it. */
export interface Outgoing {
  /** One wish at a time for each: the next one takes its place. */
  readonly id: string;
  /** Account that sends it; nobody else's session does. */
  readonly account: string;
  readonly path: string;
  readonly body: unknown;
  /** The same however often it is sent, so that it acts once. */
  readonly key: string;
  readonly revision: number;
  /** Holds a secret: it is kept in this window only, not on disk. */
  readonly secret: boolean;
  /** What was typed for it, and where this browser keeps that: no longer once it is accepted, again when it is refused. */
  readonly typed?: { readonly place: string; readonly text: string };
}

/** `kept`: no answer came, or that person is not signed in any more; it is sent again by itself. */
export type Fate =
  | { readonly state: 'sending' }
  | { readonly state: 'kept'; readonly isSignedOut: boolean }
  | { readonly state: 'accepted'; readonly answer: Accepted }
  | { readonly state: 'refused'; readonly error: ApiError };

/** Each command has a place of its own, since windows of one browser share them. */
const PLACE = 'umstieg.outbox ';
const PAUSE_MS = 3_000;

/** Sends commands until they are answered, whatever happens to the line, the page or the server in between. */
class Outbox {
  private readonly entries = new Map<string, Outgoing>();
  private readonly fates = new Map<string, Fate>();
  private readonly listeners = new Set<() => void>();
  private account: string | undefined;

  constructor() {
    for (const entry of stored()) this.entries.set(entry.id, entry);
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
    if (before) localStorage.removeItem(PLACE + before.key);
    this.entries.set(entry.id, entry);
    if (!entry.secret) localStorage.setItem(PLACE + entry.key, JSON.stringify(entry));
    void this.send(entry);
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
    for (const entry of this.entries.values())
      if (this.fates.get(entry.id)?.state !== 'sending') void this.send(entry);
  }

  private async send(entry: Outgoing): Promise<void> {
    if (entry.account !== this.account) return;
    this.set(entry.id, { state: 'sending' });
    try {
      const answer = await sendCommand(entry);
      const { place = '', text } = entry.typed ?? {};
      if (localStorage.getItem(place) === text) localStorage.removeItem(place);
      this.end(entry, { state: 'accepted', answer });
    } catch (error) {
      if (error instanceof ApiError) this.refused(entry, error);
      else this.set(entry.id, { state: 'kept', isSignedOut: error instanceof OtherPerson });
      if (!(error instanceof ApiError || error instanceof NoAnswer)) throw error;
    }
  }

  /** A server that fails or is too busy has not said no. */
  private refused(entry: Outgoing, error: ApiError): void {
    if (error.status === 401 || error.status === 429 || error.status >= 500)
      this.set(entry.id, { state: 'kept', isSignedOut: error.status === 401 });
    else {
      const { place, text } = entry.typed ?? {};
      if (place !== undefined && text !== undefined && localStorage.getItem(place) === null)
        localStorage.setItem(place, text);
      this.end(entry, { state: 'refused', error });
    }
  }

  private end(entry: Outgoing, fate: Fate): void {
    if (this.entries.get(entry.id)?.key === entry.key) this.entries.delete(entry.id);
    localStorage.removeItem(PLACE + entry.key);
    this.set(entry.id, fate);
  }

  private set(id: string, fate: Fate): void {
    this.fates.set(id, fate);
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

function stored(): readonly Outgoing[] {
  const places = Object.keys(localStorage).filter((name) => name.startsWith(PLACE));
  return places.map((place) => JSON.parse(localStorage.getItem(place) ?? '') as Outgoing);
}

export const outbox = new Outbox();
