import type { Access } from '../../src/access/access.js';
import type { Person } from '../../src/access/person.js';
import type { Scope } from '../../src/access/scope.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { anna, cleanUp, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import { accessTo, PASSWORD, serveHere, stopServers, type Api } from './api.js';

let api: Api;
/** Another opening of the same folder: what the command line does. */
let beside: Umstieg;
let access: Access;
let operator: Person;
let north: Scope;
let south: Scope;

beforeAll(async () => {
  const folder = await temporaryFolder();
  api = await serveHere(await openTiny(folder));
  beside = await openTiny(folder);
  access = accessTo(beside);
  operator = await access.sessions.personOf(api.token);
  north = await access.tenants.add(operator, { kind: 'customer', name: 'Nord' });
  south = await access.tenants.add(operator, { kind: 'customer', name: 'Süd' });
});
afterAll(async () => {
  await stopServers();
  await cleanUp();
});

async function project(customer: string, at: Scope): Promise<string> {
  const { projectId, runId } = await beside.newProject({ customer, kind: 'drill', ...anna });
  await access.tenants.place(operator, projectId, at);
  return runId;
}

let people = 0;
const technician = (scope: Scope) => member('technician', scope);

async function member(role: 'technician' | 'auditor', scope: Scope) {
  const grant = { role, scope };
  const name = `Person ${++people}`;
  const { token: link } = await access.invitations.invite(operator, { name, ...grant });
  const { account, token } = await access.invitations.redeem({ token: link, password: PASSWORD });
  return { account, grant, token };
}

async function seenBy(token: string, query = ''): Promise<string[]> {
  const headers = { authorization: `Bearer ${token}` };
  const { body, status } = await api.get(`/api/overview?limit=200${query}`, { headers });
  if (status !== 200) return [String(status)];
  const runs = (body['items'] as { run: string }[]).map(({ run }) => run);
  expect((body['totals'] as { runs: number }).runs).toBe(runs.length);
  return runs.toSorted();
}

describe('the dashboard', () => {
  it('refuses a cursor that no page gave, instead of ending there', async () => {
    for (const [sort, after] of [
      ['activity', 'abc'],
      ['activity', 'Nord r-1'],
      ['customer', 'abc'],
    ] as const) {
      const { body } = await api.get(
        `/api/overview?sort=${sort}&after=${encodeURIComponent(after)}`,
      );
      expect([sort, after, body['code']]).toEqual([sort, after, 'input.invalid']);
    }
  });
});

describe('the dashboard, remembered', () => {
  it('follows a right that another process gives or takes from the very next request', async () => {
    const [n, s] = [await project('Nord', north), await project('Süd', south)];
    const tom = await technician(north);
    const first = await seenBy(tom.token);
    expect(first).toContain(n);
    expect(first).not.toContain(s);
    await access.people.give(operator, tom.account, { role: 'auditor', scope: south });
    expect(await seenBy(tom.token)).toEqual(expect.arrayContaining([n, s]));
    await access.people.take(operator, tom.account, tom.grant);
    const left = await seenBy(tom.token);
    expect(left).toContain(s);
    expect(left).not.toContain(n);
    await access.people.revoke(operator, tom.account);
    expect(await seenBy(tom.token)).toEqual(['401']);
  });

  it('never tells one person what another one sees, however their requests mix', async () => {
    await project('Nord', north);
    await project('Süd', south);
    const [tom, uwe] = [await technician(north), await technician(south)];
    const [toms, uwes] = [await seenBy(tom.token), await seenBy(uwe.token)];
    expect(toms.filter((run) => uwes.includes(run))).toEqual([]);
    const mixed = await Promise.all(
      Array.from({ length: 40 }, (_, i) => seenBy((i % 3 === 0 ? tom : uwe).token)),
    );
    for (const [i, runs] of mixed.entries()) expect(runs).toEqual(i % 3 === 0 ? toms : uwes);
  });

  it('moves a project with its customer, and shows a new one at once', async () => {
    const tom = await technician(north);
    const before = await seenBy(tom.token);
    const fresh = await project('Neu', north);
    expect(await seenBy(tom.token)).toEqual([...before, fresh].toSorted());
    const { projectId } = await beside.queries.run(fresh);
    await access.tenants.place(operator, projectId, south);
    expect(await seenBy(tom.token)).toEqual(before);
  });

  it('is never behind a command that was answered, in this process or another', async () => {
    const run = await project('Eile', north);
    for (let i = 0; i < 12; i++) {
      const to = `Person ${i}`;
      if (i % 2 === 0) await beside.command(run, { do: 'assign', step: 'T-101', to }, anna);
      else await api.post(`/api/runs/${run}/steps/T-101/assign`, { to });
      const answers = await Promise.all([
        api.get(`/api/overview?q=${run}`),
        api.get(`/api/runs/${run}`),
        api.get(`/api/overview?q=${run}&sort=customer`),
      ]);
      const [found, list, byName] = answers.map(({ body }) => body);
      expect(list?.['nextAction']).toMatchObject({ acts: { named: [to] } });
      for (const overview of [found, byName])
        expect(overview?.['items']).toMatchObject([{ next: { acts: { named: [to] } } }]);
    }
  });
});

describe('the step that waits for whoever looks', () => {
  it('is told to each person by their own rights, and no longer once the right to take it is gone', async () => {
    const run = await project('Nord', north);
    const does = await member('technician', north);
    const looks = await member('auditor', north);
    const yours = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      const { body } = await api.get(`/api/overview?limit=200`, { headers });
      return (body['yours'] as Record<string, string>)[run];
    };
    for (let i = 0; i < 2; i++)
      expect([await yours(does.token), await yours(looks.token)]).toEqual(['T-101', undefined]);
    await access.people.give(operator, does.account, { role: 'auditor', scope: north });
    await access.people.take(operator, does.account, does.grant);
    expect(await yours(does.token)).toBeUndefined();
  });
});
