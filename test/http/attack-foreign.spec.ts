import { setTimeout as delay } from 'node:timers/promises';
import { cleanUp, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { PASSWORD, serveHere, stopServers, type Api } from './api.js';
import { Browser } from './browser.js';

interface Side {
  readonly lead: Browser;
  readonly run: string;
  readonly project: string;
}

let api: Api;
let umstieg: Umstieg;
let north: Side;
let south: Side;

beforeAll(async () => {
  umstieg = await openTiny(await temporaryFolder());
  api = await serveHere(umstieg);
  north = await side('Nord');
  south = await side('Süd');
});
afterAll(async () => {
  await stopServers();
  await cleanUp();
});

/** A customer with a project and a lead of its own. */
async function side(name: string): Promise<Side> {
  const tenant = (await api.post('/api/tenants', { kind: 'customer', name })).body['id'];
  const grant = { role: 'lead', scope: tenant, name: `Leitung ${name}` };
  const invited = await api.post('/api/invitations', grant);
  const token = String(invited.body['link']).split('#')[1];
  const lead = new Browser(api);
  await lead.post('/api/invitations/accept', { token, password: PASSWORD });
  const made = await lead.post('/api/projects', { customer: name, kind: 'drill', tenant });
  const { id: run, projectId: project } = made.body as { id: string; projectId: string };
  return { lead, run, project };
}

/** What an answer tells, without the number of the request. */
const told = ({ status, body }: { status: number; body: Record<string, unknown> }) => ({
  ...{ status, ...body },
  instance: undefined,
});

describe('what belongs to another customer', () => {
  it.each(['"1"', '*', 'W/"1"', '"0"'])(
    'is not betrayed by If-None-Match or If-Match %s',
    async (etag) => {
      const read = (run: string) =>
        south.lead.get(`/api/runs/${run}`, { headers: { 'if-none-match': etag } });
      expect(told(await read(north.run))).toEqual(told(await read('r-000000000000')));
      const act = (run: string) =>
        south.lead.post(
          `/api/runs/${run}/pause`,
          { reason: 'x' },
          { headers: { 'if-match': etag } },
        );
      expect(told(await act(north.run))).toEqual(told(await act('r-000000000000')));
      const { revision } = await umstieg.queries.run(north.run);
      expect(revision).toBe(1);
    },
  );

  it('is not reached by the key of its command, nor is the command', async () => {
    const headers = { 'idempotency-key': 'shared-key' };
    const body = { customer: 'Geheim', kind: 'drill' };
    const tenants = await Promise.all(
      [north, south].map(async ({ lead }) => {
        const { items } = (await lead.get('/api/tenants')).body as { items: { id: string }[] };
        return items[0]?.id;
      }),
    );
    const first = await north.lead.post(
      '/api/projects',
      { ...body, tenant: tenants[0] },
      { headers },
    );
    const second = await south.lead.post(
      '/api/projects',
      { ...body, tenant: tenants[1] },
      { headers },
    );
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body['projectId']).not.toBe(first.body['projectId']);
    const seen = await south.lead.get('/api/runs');
    expect(JSON.stringify(seen.body)).not.toContain(String(first.body['id']));
    const answer = await south.lead.get(`/api/runs/${north.run}/answers/shared-key`);
    expect(answer.status).toBe(404);
  });
});

describe('what several people reach', () => {
  it('is not acted on twice where two people send the same key to one run', async () => {
    const headers = { 'idempotency-key': 'note-key' };
    const path = `/api/runs/${north.run}/steps/T-101/notes`;
    await north.lead.post(path, { text: 'eins' }, { headers });
    const owner = new Browser(api);
    await owner.signIn('Anna', PASSWORD);
    const other = await owner.post(path, { text: 'eins' }, { headers });
    expect(other.body['code']).toBe('command.mismatch');
  });

  it('stands on no page a foreign cursor leads to', async () => {
    const lists = ['/api/runs?limit=1', '/api/overview?limit=1'];
    for (const list of lists) {
      const cursors = [north.run, `${new Date().toISOString()} ${north.run}`, `~ ${north.run}`];
      for (const cursor of ['', ...cursors]) {
        const after = cursor === '' ? '' : `&after=${encodeURIComponent(cursor)}`;
        const { body } = await south.lead.get(list + after);
        expect(JSON.stringify(body)).not.toContain(north.run);
      }
    }
    const { body } = await north.lead.get(`/api/runs/${north.run}/entries?limit=1`);
    const next = String(body['next']);
    const foreign = await south.lead.get(`/api/runs/${south.run}/entries?after=${next}`);
    expect(foreign.body['code']).toBe('input.invalid');
  });
});

describe('an event stream', () => {
  /** What the stream of a project sends in its first second. */
  async function heard(who: Side, project: string, lastEventId: string): Promise<string> {
    const stop = new AbortController();
    const response = await fetch(`${api.address}/api/projects/${project}/events`, {
      headers: { cookie: who.lead.cookie ?? '', 'last-event-id': lastEventId },
      signal: stop.signal,
    });
    if (!response.body || response.status !== 200) return `${response.status}`;
    let text = '';
    const over = delay(1_000).then(() => stop.abort());
    const decoder = new TextDecoder();
    try {
      for await (const piece of response.body as AsyncIterable<Uint8Array>)
        text += decoder.decode(piece);
    } catch {
      // it was listened to long enough
    }
    await over;
    return text;
  }

  it('tells nothing of the runs a made-up Last-Event-ID names', async () => {
    const text = await heard(south, south.project, `${north.run}=0,${south.run}=0`);
    expect(text).not.toContain(north.run);
    expect(text).toContain(`"run":"${south.run}"`);
    expect(await heard(south, north.project, `${north.run}=0`)).toBe('404');
  });

  it('goes on with what comes, whatever number was claimed to be seen', async () => {
    const listening = heard(south, south.project, `${south.run}=999999999`);
    await delay(200);
    await south.lead.post(`/api/runs/${south.run}/steps/T-101/notes`, { text: 'da' });
    expect(await listening).toContain('T-101.note');
  });
});
