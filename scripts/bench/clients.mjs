// Clients that each ask again once they were answered, in a process of their own. Told by a message what to ask for; says how long
// it took.
import { Agent, get } from 'node:http';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { share } from './parts.mjs';

const [{ address, people, requests, thinkMs }] = await once(process, 'message');
const agent = new Agent({ keepAlive: true, maxSockets: people.length });
const times = [];
let next = 0;
const began = performance.now();
await Promise.all(people.map(one));
const seconds = (performance.now() - began) / 1000;
agent.destroy();
times.sort((a, b) => a - b);
process.send({ requests: times.length, seconds, p50: share(times, 0.5), p99: share(times, 0.99) });
process.disconnect();

/** One person. */
async function one({ token, paths }) {
  const headers = { authorization: `Bearer ${token}` };
  if (thinkMs > 0) await delay(Math.random() * thinkMs); // people do not begin at the same moment
  while (next < requests) {
    const path = paths[(next++ * 7919) % paths.length];
    const sent = performance.now();
    await answer(path, headers);
    times.push(performance.now() - sent);
    if (thinkMs > 0) await delay(thinkMs * (0.5 + Math.random()));
  }
}

/** Reads all of it, as a page does, and looks whether it is what was asked for. */
async function answer(path, headers) {
  const [response] = await once(get(address + path, { agent, headers }), 'response');
  let size = 0;
  for await (const chunk of response) size += chunk.length;
  const isWhole =
    response.statusCode === 200 && size === Number(response.headers['content-length']);
  if (!isWhole || size < 1_000) throw new Error(`${path}: ${response.statusCode}, ${size} bytes`);
}
