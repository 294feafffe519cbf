import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isSettled } from '../../src/core/task-status.js';
import { commandLineWho } from '../../src/engine/umstieg.js';
import { openSession } from '../../src/open-session.js';
import { contractRun, type ContractRun } from '../contract/contract-run.js';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';
import { CERTIFICATE_RENEWAL } from './certificate-renewal.js';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const anna = { who: commandLineWho('Anna') };
const karl = { who: commandLineWho('Karl') };
const closing: (() => Promise<void>)[] = [];
let run: ContractRun;

beforeAll(async () => {
  const folder = makeFolder();
  for (const name of ['answers.yaml', 'saved.pem']) cpSync(here(name), join(folder, name));
  const answers = join(folder, 'answers.yaml');
  run = await contractRun(CERTIFICATE_RENEWAL, { folder, answers, customer: 'Muster GmbH' });
  closing.push(() => run.close());
});
afterAll(async () => {
  for (const close of closing) await close();
  removeFolders();
});

async function begun() {
  const opened = await openSession(CERTIFICATE_RENEWAL, { dataFolder: join(makeFolder(), 'data') });
  closing.push(() => opened.close());
  const { umstieg } = opened;
  const made = await umstieg.newProject({ customer: 'M', kind: 'drill', ...anna });
  const plan = async (pinned: boolean, expiresOn = '2099-01-01') => {
    const set = { host: 'mail', expiresOn, pinned };
    await umstieg.submit(made.runId, 'C-101', { set, evidence: [] }, anna);
    await umstieg.settle();
  };
  const status = async (id: string) => {
    await umstieg.settle();
    const { steps } = await umstieg.queries.run(made.runId);
    return steps.find((s) => s.id === id)?.status;
  };
  return { umstieg, runId: made.runId, plan, status };
}

describe('a whole run of the second sequence', () => {
  it('runs to its end as its answers say, every step under the contract', async () => {
    expect(run.result.stopped).toBeUndefined();
    expect(run.contract.problems).toEqual([]);
    expect([...run.contract.seen].sort()).toEqual(CERTIFICATE_IDS);
    const view = await run.umstieg.queries.run(run.runId);
    expect(view.status).toBe('completed');
    expect(view.steps.every((s) => isSettled(s.status))).toBe(true);
    expect(view.parts.map((p) => p.title.de)).toEqual(['Planung', 'Austausch', 'Mitteilung']);
  });

  it('leaves a chain that verifies', async () => {
    expect(await run.umstieg.verify(run.runId)).toMatchObject({ ok: true, findings: [] });
  });
});

describe('the machines of the second sequence in the real engine', () => {
  it('works on exchange and notice side by side', async () => {
    const { umstieg, runId, plan, status } = await begun();
    await plan(true);
    expect(await status('C-302')).toBe('ready');
    expect(await status('C-201')).toBe('waiting-approval');
    const { parts } = await umstieg.queries.run(runId);
    expect(parts.filter((p) => p.status === 'active').map((p) => p.name)).toEqual([
      'exchange',
      'notice',
    ]);
  });

  it('leaves the notice out when no partner holds the certificate', async () => {
    const { plan, status } = await begun();
    await plan(false);
    expect(await status('C-302')).toBe('not-applicable');
    expect(await status('C-201')).toBe('waiting-approval');
  });

  it('keeps both shut when too little time is left', async () => {
    const { plan, status } = await begun();
    await plan(true, '2020-01-01');
    expect(await status('C-102')).toBe('rejected');
    expect(await status('C-201')).toBe('locked');
  });

  it('lets nobody exchange before a second person has approved', async () => {
    const { umstieg, runId, plan, status } = await begun();
    await plan(true);
    const exchange = {
      set: { exchangedAt: '2026-03-02T09:00:00Z' },
      evidence: [here('saved.pem')],
    };
    await expect(umstieg.submit(runId, 'C-201', exchange, anna)).rejects.toMatchObject({
      family: 'request',
    });
    await umstieg.command(runId, { do: 'approve', step: 'C-201' }, karl);
    await expect(umstieg.submit(runId, 'C-201', exchange, karl)).rejects.toThrow();
    await umstieg.submit(runId, 'C-201', exchange, anna);
    expect(await status('C-201')).toBe('done');
  });

  it('is late when the day has passed on the virtual clock', async () => {
    const { umstieg, runId, plan } = await begun();
    await plan(true);
    await umstieg.command(runId, { do: 'approve', step: 'C-201' }, karl);
    const exchange = {
      set: { exchangedAt: '2026-03-02T09:00:00Z' },
      evidence: [here('saved.pem')],
    };
    await umstieg.submit(runId, 'C-201', exchange, anna);
    await umstieg.settle();
    const state = async () =>
      (await umstieg.queries.run(runId)).parts.find((p) => p.name === 'exchange')?.state;
    expect(await state()).toBe('exchanged');
    await umstieg.command(runId, { do: 'advance', duration: 'P1D' }, anna);
    await umstieg.resume(runId);
    expect(await state()).toBe('dayOver');
  });
});

const CERTIFICATE_IDS = ['C-101', 'C-102', 'C-201', 'C-202', 'C-301', 'C-302'];
