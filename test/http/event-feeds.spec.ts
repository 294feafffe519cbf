import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Request, Response } from 'express';
import { EventsController } from '../../src/http/events.controller.js';
import { Metrics } from '../../src/http/metrics.js';
import { SessionWatch } from '../../src/http/session-watch.js';
import type { Asker } from '../../src/http/who-asks.js';
import { cleanUp, newTinyRun, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import { accessTo } from './api.js';

afterAll(cleanUp);

describe('what is remembered of a project for its listeners', () => {
  it('goes with the last of them', async () => {
    const umstieg = await openTiny(await temporaryFolder());
    const { projectId } = await umstieg.queries.run(await newTinyRun(umstieg, 'drill'));
    const session = { umstieg, report: () => Promise.resolve('') };
    const watch = new SessionWatch(accessTo(umstieg));
    const controller = new EventsController(session, new Metrics(umstieg), watch);
    const asker = {
      person: { account: 'a-1' },
      still: () => Promise.resolve(true),
    } as unknown as Asker;
    const served: Promise<void>[] = [];
    const server = createServer((asked, answer) => {
      const sent = Object.assign(asked, { get: () => undefined }) as unknown as Request;
      served.push(controller.listen(projectId, asker, sent, answer as unknown as Response));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const streams: IncomingMessage[] = [];
    for (const _ of [1, 2]) {
      const asking = request({ port }).end();
      asking.on('error', () => undefined); // it hangs up itself
      const [stream] = (await once(asking, 'response')) as [IncomingMessage];
      streams.push(stream);
    }
    const kept = () => controller['feeds'].size;
    expect(kept()).toBe(1);
    streams[0]?.destroy();
    await served[0];
    expect(kept()).toBe(1);
    streams[1]?.destroy();
    await served[1];
    expect(kept()).toBe(0);
    server.close();
  });
});
