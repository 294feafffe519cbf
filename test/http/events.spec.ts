import { createParser } from 'eventsource-parser';
import { anna, cleanUp, newTinyRun, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { EventFeed } from '../../src/http/event-feed.js';
import { serveHere, stopServers, type Api } from './api.js';

let api: Api;
let beside: Umstieg;
let run = '';
let project = '';

beforeAll(async () => {
  const folder = await temporaryFolder();
  api = await serveHere(await openTiny(folder));
  beside = await openTiny(folder); // another opening of the same folder: what the command line does
  run = await newTinyRun(beside, 'drill');
  project = (await beside.queries.run(run)).projectId;
});
afterAll(async () => {
  await stopServers();
  await cleanUp();
});

interface Heard {
  readonly seqs: number[];
  readonly last: string;
}

/** Listens until an entry with this number came, then hangs up. */
async function listen(until: number, lastEventId?: string): Promise<Heard> {
  const abort = new AbortController();
  const response = await api.fetch(`/api/projects/${project}/events`, {
    signal: AbortSignal.any([abort.signal, AbortSignal.timeout(20_000)]),
    ...(lastEventId === undefined ? {} : { headers: { 'last-event-id': lastEventId } }),
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const seqs: number[] = [];
  let last = '';
  let text = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString('utf8');
    const frames = text.split('\n\n');
    text = frames.pop() ?? '';
    for (const frame of frames) {
      last = /^id: (.*)$/m.exec(frame)?.[1] ?? last;
      const data = /^event: entry\ndata: (.*)$/m.exec(frame)?.[1];
      if (data !== undefined) seqs.push((JSON.parse(data) as { seq: number }).seq);
    }
    if ((seqs.at(-1) ?? 0) >= until) break;
  }
  abort.abort();
  return { seqs, last };
}

const assign = (to: string) => beside.command(run, { do: 'assign', step: 'T-101', to }, anna);
const head = async () => (await beside.queries.run(run)).head.seq;

describe('the events of a project', () => {
  it('come from another process too, and after a break nothing is lost and nothing comes twice', async () => {
    const first = listen((await head()) + 2, `${run}=0`);
    await assign('one');
    await assign('two');
    const before = await first;
    for (const to of ['three', 'four', 'five']) await assign(to);
    const end = await head();
    const after = await listen(end, before.last);
    expect([...before.seqs, ...after.seqs]).toEqual(Array.from({ length: end }, (_, i) => i + 1));
  });

  it('begin with now when nothing was seen, and name nobody', async () => {
    const now = await head();
    const heard = listen(now + 1);
    await new Promise((done) => setTimeout(done, 500));
    await assign('Karl');
    expect((await heard).seqs).toEqual([now + 1]);
  });

  it('say at once where they begin, so that a break before the first one loses nothing either', async () => {
    const abort = new AbortController();
    const { body } = await api.fetch(`/api/projects/${project}/events`, { signal: abort.signal });
    let id: string | undefined;
    const parser = createParser({ onEvent: (event) => (id = event.id) }); // as the pages read it
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      parser.feed(Buffer.from(chunk).toString('utf8'));
      if (id !== undefined) break;
    }
    abort.abort();
    const now = await head();
    await assign('in the break');
    expect((await listen(now + 1, id)).seqs).toEqual([now + 1]);
  });

  it('are refused for what is no project and no id of ours', async () => {
    expect((await api.get('/api/projects/p-unknown/events')).status).toBe(404);
    const headers = { 'last-event-id': 'nonsense' };
    const answer = await api.get(`/api/projects/${project}/events`, { headers });
    expect(answer.body['code']).toBe('input.invalid');
  });

  it('are asked for anew once the database answers again', async () => {
    let isAnswering = false;
    const listings = Object.create(beside.listings) as Umstieg['listings'];
    listings.heads = (id) =>
      isAnswering ? beside.listings.heads(id) : Promise.reject(new Error('no answer'));
    const feed = new EventFeed({ listings }, project);
    await expect(feed.after(new Map())).rejects.toThrow('no answer');
    isAnswering = true;
    expect((await feed.after(new Map()))?.cursor.get(run)).toBe(await head());
  });

  it('do not keep the server from stopping', async () => {
    const open = await api.fetch(`/api/projects/${project}/events`, {});
    await stopServers();
    await expect(open.text()).rejects.toThrow();
  });
});
