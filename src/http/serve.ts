import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Access } from '../access/access.js';
import type { DeclaredProvider } from '../access/openid/declared-provider.js';
import { engineWho } from '../engine/who-is-here.js';
import { portProblem, requireProtected, type Binding } from './binding.js';
import { ownHosts, readableAddresses, safeHeaders, watched } from './front-door.js';
import { HttpModule } from './http.module.js';
import { Log } from './log.js';
import { Metrics } from './metrics.js';
import { limitConnections } from './open-connections.js';
import { outsideOf } from './outside.js';
import type { HttpSession } from './session.js';
import { serveWebPages } from './web-pages.js';
import { WrittenJsonAdapter } from './written-json.js';

export interface ServeOptions extends Binding {
  readonly session: HttpSession;
  readonly access: Access;
  /** 0 takes a free one. */
  readonly port: number;
  readonly version: string;
  /** Folder of the built pages; without it the server is an API only. */
  readonly pages?: string;
  /** Folders whose files claims may name, with all that lies below; none without it. */
  readonly files?: readonly string[];
  /** Where people may sign in beside here. */
  readonly providers?: readonly DeclaredProvider[];
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

const LOOK_EVERY_MS = 2_000;
const SWEEP_EVERY_MS = 3_600_000;
const GRACE_MS = 10_000;
/** For long work that hears it is to stop. */
const LET_GO_MS = 2_000;

/**
 * Serves one data folder over HTTP.
 * @throws RequestError bind.refused where other computers would be answered without TLS or the port is taken, file.unreadable for what is no folder
 */
export async function serve(o: ServeOptions): Promise<Serving> {
  requireProtected(o, new Date());
  const { umstieg } = o.session;
  await umstieg.namedPaths.open(o.files ?? []);
  await (o.paused ? umstieg.heldWork.hold(engineWho()) : umstieg.heldWork.release(engineWho()));
  const log = new Log(o.write);
  let port = 0;
  const outside = outsideOf(o, () => port);
  const { session, access, version } = o;
  const parts = { session, access, outside, version, log, providers: o.providers ?? [] };
  const module = HttpModule.of(parts);
  const app = await NestFactory.create<NestExpressApplication>(module, new WrittenJsonAdapter(), {
    ...{ logger: log, abortOnError: false, bodyParser: false, forceCloseConnections: true },
    ...(o.tls ? { httpsOptions: o.tls } : {}), // TLS 1.2 at least: Node's own default
  });
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(
    watched(log, app.get(Metrics)),
    safeHeaders(outside),
    ownHosts(outside),
    readableAddresses(),
  );
  if (o.pages !== undefined) serveWebPages(app, o.pages);
  const server = app.getHttpServer();
  limitTimes(server);
  limitConnections(server, { tls: o.tls !== undefined });
  await app.listen(o.port, o.host).catch(async (error: unknown) => {
    await app.close();
    throw portProblem(error, o);
  });
  ({ port } = server.address() as AddressInfo);
  const looking = new AbortController();
  void lookAfter(o.session, log, looking.signal);
  log.line('info', 'serving', { port, paused: o.paused });
  // every run is looked at once, before somebody waits for it
  const known = umstieg.pages.overview.runs().catch((error: unknown) => log.unexpected(error));
  return {
    address: outside.address,
    close: async () => {
      looking.abort();
      await app.close();
      const { operations } = umstieg;
      const ended = [umstieg.settle().catch(() => undefined), operations.settle(), known];
      await Promise.race([Promise.all(ended), delay(GRACE_MS, undefined, { ref: false })]);
      operations.abandon();
      await Promise.race([operations.settle(), delay(LET_GO_MS, undefined, { ref: false })]);
      const left = await umstieg.runner.abandon();
      log.line('info', 'stopped', { givenBack: left.length });
    },
  };
}

/** A client that sends its request drop by drop is let go. */
function limitTimes(server: Server): void {
  Object.assign(server, { connectionsCheckingInterval: 2_000 }); // how often the two below are looked at
  server.headersTimeout = 10_000;
  server.requestTimeout = 120_000; // evidence of 25 MiB over a slow line
  server.keepAliveTimeout = 5_000;
  server.maxRequestsPerSocket = 10_000;
}

/**
 * Fires what is due, takes over what a dead process left, and clears away what uploads left, as long as the server runs. One that
 * only looks waits for somebody who lets it begin.
 */
async function lookAfter({ umstieg }: HttpSession, log: Log, signal: AbortSignal): Promise<void> {
  let swept = 0;
  while (!signal.aborted) {
    if (await isHeld(umstieg, log)) {
      await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
      continue;
    }
    if (Date.now() - swept > SWEEP_EVERY_MS) {
      swept = Date.now();
      await umstieg.uploads.sweep().catch((error: unknown) => log.unexpected(error));
    }
    await umstieg.runner.resume().catch((error: unknown) => log.unexpected(error));
    await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** What cannot be asked begins nothing. */
function isHeld({ heldWork }: HttpSession['umstieg'], log: Log): Promise<boolean> {
  return heldWork.look().catch((error: unknown) => {
    log.unexpected(error);
    return true;
  });
}
