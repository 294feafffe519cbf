import type { Problem } from './shapes.js';
import type { Accepted } from './commands.js';
import { storage } from './storage.js';

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

/** @property at when it was handed over, ms: what was first is sent first, in whichever window */
export type Placed = Outgoing & { readonly at: number };

/** What the server said of a command, as windows tell it one another. */
export type Answer =
  | { readonly key: string; readonly accepted: Accepted }
  | { readonly key: string; readonly refused: Problem };

/** Each command has a place of its own, since windows of one browser share them. */
const PLACE = 'umstieg.outbox ';
const ANSWERS = new BroadcastChannel('umstieg.outbox');

export function place(entry: Placed): void {
  if (!entry.secret) storage.keep(PLACE + entry.key, JSON.stringify(entry));
}

export function remove(key: string): void {
  storage.drop(PLACE + key);
}

/** What windows of this browser have on their way, secrets aside. */
export function placed(): readonly Placed[] {
  const places = Object.keys(localStorage).filter((name) => name.startsWith(PLACE));
  return places.flatMap((name) => {
    const text = localStorage.getItem(name); // another window may just have removed it
    return text === null ? [] : [JSON.parse(text) as Placed];
  });
}

export function tellWindows(answer: Answer): void {
  ANSWERS.postMessage(answer);
}

/** What other windows heard. */
export function onAnswer(hear: (answer: Answer) => void): void {
  ANSWERS.addEventListener('message', ({ data }) => hear(data as Answer));
}

/** Calls back when no other window is sending. https://developer.mozilla.org/en-US/docs/Web/API/Web_Locks_API */
export async function alone(act: () => Promise<void>): Promise<void> {
  await navigator.locks.request('umstieg.outbox', act);
}
