import { useEffect, useSyncExternalStore } from 'react';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createParser } from 'eventsource-parser';
import { askAgain } from './ask-again.js';
import { ApiError, hindranceIn } from './api-error.js';
import { connection } from './connection.js';
import { OVERVIEW, RUN, runKey } from './queries.js';
import { begun, send } from './request.js';

interface Happened {
  readonly run: string;
}

/** A stream that says nothing for this long is dead: the server sends a heartbeat every 15 s. */
const SILENT_MS = 40_000;
const LONGEST_PAUSE_MS = 15_000;

/** The stream outlives a page for so long: the next one of the same project goes on with it. */
const LINGER_MS = 2_000;

/** One stream a window: what belongs to the project that is shown. */
interface Listening {
  readonly project: string;
  readonly stop: AbortController;
  pages: number;
}
let current: Listening | undefined;

/** Listens to a project while a page shows it: whatever happens there, the queries of that run are asked again. */
export function useProjectEvents(project: string | undefined): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (project === undefined) return undefined;
    const listening = listeningTo(project, queries);
    listening.pages++;
    return () => {
      listening.pages--;
      setTimeout(() => {
        if (listening.pages === 0) end(listening);
      }, LINGER_MS);
    };
  }, [project, queries]);
}

function listeningTo(project: string, queries: QueryClient): Listening {
  if (current?.project === project) return current;
  if (current) end(current);
  const listening = { project, stop: new AbortController(), pages: 0 };
  current = listening;
  void listen(project, queries, listening.stop.signal);
  return listening;
}

function end(listening: Listening): void {
  listening.stop.abort();
  if (current !== listening) return;
  current = undefined;
  connection.set('idle');
}

export function useConnection() {
  return useSyncExternalStore(connection.subscribe, connection.get);
}

/**
 * Goes on after the last event that was seen, with growing pauses, until told to stop. Whenever the stream begins, everything is
 * asked again: what is shown was asked before anybody listened, and may have failed while the line was down.
 */
async function listen(project: string, queries: QueryClient, stop: AbortSignal): Promise<void> {
  let last: string | undefined;
  let failures = 0;
  let why: unknown;
  const over = () => stop.aborted;
  while (!over()) {
    try {
      await readStream(project, last, stop, (id, event, data) => {
        failures = 0;
        last = id ?? last;
        if (event !== 'here' && event !== 'entry') return;
        const key = event === 'here' ? [RUN] : runKey((JSON.parse(data) as Happened).run);
        void askAgain(queries, key);
        void askAgain(queries, [OVERVIEW]);
      });
      why = undefined; // the server ended it; the pause below, then again from the last event
    } catch (error) {
      why = error;
    }
    if (over()) return;
    const hindrance = hindranceIn(why);
    connection.set(hindrance);
    if (hindrance === 'signed-out') void askAgain(queries, [RUN]); // whoever looks is asked to sign in
    const growing = Math.min(1000 * 2 ** failures++, LONGEST_PAUSE_MS);
    await pause(why instanceof ApiError ? (why.retryMs ?? growing) : growing, stop);
  }
}

type Hear = (id: string | undefined, event: string | undefined, data: string) => void;

async function readStream(
  project: string,
  last: string | undefined,
  stop: AbortSignal,
  hear: Hear,
) {
  const silent = new AbortController();
  const path = `/api/projects/${encodeURIComponent(project)}/events`;
  const response = await send(path, {
    signal: AbortSignal.any([stop, silent.signal]),
    stream: true,
    ...(last === undefined ? {} : { lastEventId: last }),
  });
  const body = await begun(response);
  connection.set('live');
  const parser = createParser({
    onEvent: ({ id, event, data }) => hear(id, event, data),
  });
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const timer = setTimeout(() => silent.abort(), SILENT_MS);
    const { done, value } = await reader.read().finally(() => clearTimeout(timer));
    if (done) return;
    parser.feed(value);
  }
}

/** Ends early when the browser says that the line is back. */
function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const over = new AbortController();
    const now = () => {
      clearTimeout(timer);
      over.abort();
      done();
    };
    const timer = setTimeout(now, ms);
    addEventListener('online', now, { signal: over.signal });
    stop.addEventListener('abort', now, { signal: over.signal });
  });
}
