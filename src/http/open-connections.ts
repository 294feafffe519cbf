import { readdirSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Files that must stay free for the database, evidence and pages. */
const KEPT_FREE = 32;
/** Clients that are being told so at one moment; more are closed without a word. */
const MOST_REFUSED = 24;
/** How often it is looked how many files are open, milliseconds. */
const LOOK_EVERY_MS = 500;
/** For a refused client to read its answer. */
const LEAVE_MS = 200;

const BUSY = JSON.stringify({
  type: 'urn:umstieg:error:server.busy',
  title: 'Server ausgelastet',
  status: 503,
  detail:
    'Mehr Verbindungen kann der Server nicht offen halten. Versuchen Sie es gleich noch einmal. / The server cannot keep more connections open. Try again in a moment.',
  code: 'server.busy',
});
const REFUSAL = [
  'HTTP/1.1 503 Service Unavailable',
  'content-type: application/problem+json; charset=utf-8',
  `content-length: ${Buffer.byteLength(BUSY)}`,
  ...['retry-after: 1', 'connection: close', '', BUSY],
].join('\r\n');

/**
 * Answers 503 at once to connections beyond what the process may open (RLIMIT_NOFILE, where the system tells): without it they would
 * wait unanswered, and so would the database for its files. Over TLS there is nobody to answer yet: they are closed.
 */
export function limitConnections(server: Server, { tls }: { readonly tls: boolean }): void {
  const serve = server.listeners('connection') as ((socket: Socket) => void)[];
  const [open, refused] = [new Set<Socket>(), new Set<Socket>()];
  let [most, looked] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    if (performance.now() - looked > LOOK_EVERY_MS) {
      looked = performance.now();
      most = roomFor(open.size + refused.size + 1);
    }
    if (open.size >= most) {
      refused.add(socket);
      socket.once('close', () => refused.delete(socket));
      refuse(socket, tls || refused.size > MOST_REFUSED);
      return;
    }
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    for (const listener of serve) listener.call(server, socket);
  });
}

/** @param connections how many of the open files they are */
function roomFor(connections: number): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const limit = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? Number.NaN);
    const others = readdirSync('/proc/self/fd').length - connections;
    return Number.isNaN(limit) ? Number.POSITIVE_INFINITY : limit - others - KEPT_FREE;
  } catch (error) {
    // no file is left to look with, or a system without /proc
    return (error as { code?: string }).code === 'EMFILE' ? 0 : Number.POSITIVE_INFINITY;
  }
}

/** @param silently without an answer */
function refuse(socket: Socket, silently: boolean): void {
  socket.on('error', () => undefined);
  if (silently) {
    socket.destroy();
    return;
  }
  setTimeout(() => socket.destroy(), LEAVE_MS).unref();
  socket.resume();
  socket.end(REFUSAL);
}
