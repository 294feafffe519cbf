import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { EventClient } from '../../src/http/event-client.js';
import { EventFeed } from '../../src/http/event-feed.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { anna, cleanUp, newTinyRun, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';

// runs of one project: each event names where all of them stand, which makes it large
const RUNS = 120;
const NOTES = 50;

let umstieg: Umstieg;
let project = '';
const runs: string[] = [];

beforeAll(async () => {
  umstieg = await openTiny(await temporaryFolder());
  runs.push(await newTinyRun(umstieg, 'drill'));
  project = (await umstieg.queries.run(runs[0] ?? '')).projectId;
  while (runs.length < RUNS)
    runs.push(await umstieg.newRun({ projectId: project, kind: 'drill', ...anna }));
  for (let i = 0; i < NOTES; i++)
    await Promise.all(
      runs.map((run) => umstieg.command(run, { do: 'note', step: 'T-101', text: `${i}` }, anna)),
    );
}, 120_000);
afterAll(cleanUp);

/** A server with one stream from the beginning, and a client of it that has read nothing yet. */
async function connected() {
  const feed = new EventFeed(umstieg, project);
  const answers: ServerResponse[] = [];
  const server = createServer((_, response) => {
    answers.push(response);
    void new EventClient(response, feed, new Map()).serve();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const asking = request({ port: (server.address() as AddressInfo).port }).end();
  const [stream] = (await once(asking, 'response')) as [IncomingMessage];
  const [answer] = answers;
  if (!answer) throw new Error('nobody asked');
  const end = () => {
    stream.destroy();
    server.close();
  };
  return { answer, stream, end };
}

describe('a listener that has left before it was served', () => {
  it('keeps no stream open', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const asking = request({ port: (server.address() as AddressInfo).port }).end();
    asking.on('error', () => undefined); // it hangs up itself
    const [, response] = (await once(server, 'request')) as [IncomingMessage, ServerResponse];
    const left = once(response, 'close');
    asking.destroy();
    await left;
    const served = new EventClient(response, new EventFeed(umstieg, project), new Map()).serve();
    const late = delay(5_000, 'the stream goes on', { ref: false });
    expect(await Promise.race([served, late])).toBeUndefined();
    server.close();
  });
});

/** Numbers of the entries by run, in the order they came. */
async function heard(stream: IncomingMessage, count: number): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>(runs.map((run) => [run, []]));
  let text = '';
  let left = count;
  for await (const chunk of stream) {
    text += String(chunk);
    const frames = text.split('\n\n');
    text = frames.pop() ?? '';
    for (const frame of frames) {
      const data = /^event: entry\ndata: (.*)$/m.exec(frame)?.[1];
      if (data === undefined) continue;
      const { run, seq } = JSON.parse(data) as { run: string; seq: number };
      found.get(run)?.push(seq);
      left--;
    }
    if (left <= 0) break;
  }
  return found;
}

describe('a listener that does not read', () => {
  it('keeps no more than a few events of it in memory, and gets each one once when it reads again', async () => {
    const heads = await umstieg.listings.heads(project);
    const count = [...heads.values()].reduce((a, b) => a + b, 0);
    const { answer, stream, end } = await connected();
    let most = 0;
    let before = -1;
    // until the lines of this computer take nothing more
    while (answer.socket && before !== answer.socket.bytesWritten) {
      before = answer.socket.bytesWritten;
      for (let i = 0; i < 10; i++) {
        await delay(100);
        most = Math.max(most, answer.writableLength);
      }
    }
    expect(answer.writableLength).toBeGreaterThan(0);
    expect(most).toBeLessThan(512 * 1024);
    const found = await heard(stream, count);
    end();
    for (const [run, head] of heads)
      expect(found.get(run)).toEqual(Array.from({ length: head }, (_, i) => i + 1));
  }, 60_000);
});
