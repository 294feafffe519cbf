import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { RequestError } from '../core/errors.js';
import { ownHosts, safeHeaders, watched } from './front-door.js';
import { HttpModule } from './http.module.js';
import { Log } from './log.js';
import { Metrics } from './metrics.js';
import type { HttpSession } from './session.js';
import type { WhoAsks } from './who-asks.js';

export interface ServeOptions {
  readonly session: HttpSession;
  readonly whoAsks: WhoAsks;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly version: string;
  /** Only looks: no attempt and no timer begins. */
  readonly paused: boolean;
  /** One line of the log. */
  readonly write: (line: string) => void;
}

export interface Serving {
  readonly address: string;
  /** Lets nobody in any more, gives what runs some time, and gives back what is not over. */
  close(): Promise<void>;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
const LOOK_EVERY_MS = 2_000;
const GRACE_MS = 10_000;
const JSON_LIMIT = '1mb';

/**
 * Serves one data folder over HTTP.
 * @throws RequestError bind.refused for anything but loopback: until accounts exist nobody else is let near
 */
export async function serve(o: ServeOptions): Promise<Serving> {
  if (!LOOPBACK.includes(o.host)) throw notLoopback(o.host);
  const { umstieg } = o.session;
  const log = new Log(o.write);
  const parts = { session: o.session, whoAsks: o.whoAsks, version: o.version, log };
  const app = await NestFactory.create<NestExpressApplication>(HttpModule.of(parts), {
    ...{ logger: log, abortOnError: false, bodyParser: false, forceCloseConnections: true },
  });
  let hosts: readonly string[] = [];
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(
    watched(log, app.get(Metrics)),
    safeHeaders(),
    ownHosts(() => hosts),
  );
  app.useBodyParser('json', { limit: JSON_LIMIT, strict: true });
  const server = app.getHttpServer();
  limitTimes(server);
  await app.listen(o.port, o.host);
  const { port } = server.address() as AddressInfo;
  hosts = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  const looking = o.paused ? undefined : new AbortController();
  if (looking) void lookAfter(o.session, log, looking.signal);
  const name = o.host === '::1' ? '[::1]' : o.host;
  log.line('info', 'serving', { port, paused: o.paused });
  return {
    address: `http://${name}:${port}`,
    close: async () => {
      looking?.abort();
      await app.close();
      const ended = umstieg.settle().catch(() => undefined);
      await Promise.race([ended, delay(GRACE_MS, undefined, { ref: false })]);
      const left = await umstieg.runner.abandon();
      log.line('info', 'stopped', { givenBack: left.length });
    },
  };
}

/** A client that sends its request drop by drop is let go. */
function limitTimes(server: Server): void {
  server.headersTimeout = 10_000;
  server.requestTimeout = 120_000; // evidence of 25 MiB over a slow line
  server.keepAliveTimeout = 5_000;
  server.maxRequestsPerSocket = 10_000;
}

/** Fires what is due and takes over what a dead process left, as long as the server runs. */
async function lookAfter({ umstieg }: HttpSession, log: Log, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await umstieg.runner.resume().catch((error: unknown) => log.unexpected(error));
    await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

function notLoopback(host: string): RequestError {
  return new RequestError(
    'bind.refused',
    {
      de: `Der Server öffnet „${host}“ nicht: Ohne Benutzerkonten und TLS antwortet er nur diesem Computer. Lassen Sie --host weg.`,
      en: `The server does not open "${host}": without accounts and TLS it answers this computer only. Leave out --host.`,
    },
    { expected: LOOPBACK },
  );
}
