// Clients that listen to one project, in a process of their own. Told by a message where; some hang up now and then and come back with
// Last-Event-ID, some never read. Says `ready` when all listen; told the number of the last entry, it says what each one heard.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { createParser } from 'eventsource-parser';
import { share } from './parts.mjs';

const PATIENCE_MS = 60_000;
const [given] = await once(process, 'message');
const { address, tokens, project, clients, restless, stalled } = given;
const agent = new Agent({ maxSockets: Infinity });
let asked = 0;
const latencies = [];

/** Hears every entry in its order, or counts what it lost and what came twice. */
class Listener {
  seq = -1;
  lost = 0;
  twice = 0;
  breaks = 0;
  over = false;
  hash = createHash('sha256');

  /** Goes on after every break; `hangsUp` makes some. */
  async listen(hangsUp) {
    while (!this.over) {
      const stream = await streamFrom(this.id);
      this.hangUp = () => stream.destroy();
      const cut = hangsUp ? setTimeout(this.hangUp, 500 + Math.random() * 4_000) : undefined;
      const parser = createParser({ onEvent: (event) => this.hear(event) });
      try {
        for await (const chunk of stream.setEncoding('utf8')) parser.feed(chunk);
      } catch {
        // hung up in the middle
      }
      clearTimeout(cut);
      if (this.over) return;
      this.breaks++;
      await delay(Math.random() * 1_000);
    }
  }

  hear({ id, event, data }) {
    this.id = id;
    if (event === 'here') {
      if (this.seq < 0) this.seq = Number(id.split('=')[1]);
      this.since = Date.now();
      return;
    }
    const { seq, at } = JSON.parse(data);
    if (seq <= this.seq) this.twice++;
    else this.lost += seq - this.seq - 1;
    this.seq = Math.max(seq, this.seq);
    this.hash.update(`${data}\n`);
    const written = Date.parse(at); // what waited for somebody who was away says nothing of how fast events come
    if (written > this.since) latencies.push(Date.now() - written);
  }
}

const listeners = Array.from({ length: clients }, () => new Listener());
const broken = new Promise((_, fail) => {
  for (const [i, one] of listeners.entries()) one.listen(i < restless).catch(fail);
});
for (let i = 0; i < stalled; i++) (await streamFrom()).pause();
await until(() => listeners.every(({ seq }) => seq >= 0));
process.send('ready');
const [{ last }] = await Promise.race([once(process, 'message'), broken]);
await until(() => listeners.every(({ seq }) => seq >= last));
await delay(1_000); // what comes twice may come late
const heard = listeners.map((one) => {
  one.over = true;
  one.hangUp();
  const { seq, lost, twice, breaks } = one;
  return { seq, lost, twice, breaks, digest: one.hash.digest('hex') };
});
latencies.sort((a, b) => a - b);
process.send({ heard, p50: share(latencies, 0.5), p99: share(latencies, 0.99) });
process.exit();

async function streamFrom(id) {
  const token = tokens[asked++ % tokens.length];
  const headers = {
    authorization: `Bearer ${token}`,
    ...(id === undefined ? {} : { 'last-event-id': id }),
  };
  const path = `${address}/api/projects/${project}/events`;
  const [stream] = await once(get(path, { agent, headers }), 'response');
  if (stream.statusCode !== 200) throw new Error(`the stream is refused: ${stream.statusCode}`);
  return stream;
}

async function until(reached) {
  const end = performance.now() + PATIENCE_MS;
  while (!reached() && performance.now() < end) await Promise.race([delay(50), broken]);
}
