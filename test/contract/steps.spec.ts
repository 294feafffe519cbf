import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AutomaticStep, StepContext, StepSpec } from '../../src/core/step.js';
import { isSettled } from '../../src/core/task-status.js';
import { allAnswers } from '../../src/drill/answers.js';
import { inventCustomer } from '../../src/drill/customer.js';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';
import type { ContractRun } from './contract-run.js';
import { filesHolding } from './files-below.js';
import { otherWays } from './other-ways.js';
import { practiceRun } from './practice-run.js';
import { StepContract } from './step-contract.js';

const customer = inventCustomer(7, 5);
let whole: ContractRun;
let other: ContractRun;

beforeAll(async () => {
  whole = await practiceRun(customer, allAnswers(customer));
  other = await practiceRun(customer, otherWays(customer));
}, 180_000);

afterAll(async () => {
  await whole.close();
  await other.close();
  removeFolders();
});

describe('the contract', () => {
  it('notices a step that breaks it', async () => {
    const folder = makeFolder();
    let calls = 0;
    const careless: AutomaticStep = {
      check: () => Promise.resolve(undefined),
      execute: () => {
        calls++;
        writeFileSync(join(folder, 'left.txt'), String(calls));
        const reasons = [{ code: 'no', text: { de: 'nein', en: '' } }];
        const facts = { code: 'LAC-secret', none: undefined };
        return Promise.resolve({ verdict: 'consistent', reasons, facts, flags: { calls } });
      },
    };
    const contract = new StepContract({ folder, own: [], outputs: [], secrets: ['LAC-secret'] });
    const spec = { id: 'X-1' } as StepSpec;
    const watched = contract.watch(spec, careless) as AutomaticStep;
    await watched.execute({}, { idempotencyKey: 'key' } as StepContext);
    expect(contract.problems.map((p) => p.split('/')[0])).toEqual([
      'X-1: brought forth ',
      'X-1: check does not find what execute made',
      'X-1: a second execute ends otherwise',
      'X-1: a second execute changed ',
      expect.stringContaining('X-1: no JSON: '),
      expect.stringContaining('X-1: reason '),
      'X-1: the outcome holds a secret',
    ]);
  });
});

describe('every step, with real input in the real engine', () => {
  it('plays both practice runs as their answers say', () => {
    expect(whole.result.stopped).toBeUndefined();
    expect(other.result.stopped).toBeUndefined();
  });

  it('keeps its contract at each attempt: the same answer twice, one effect, whole outcomes', () => {
    expect(whole.contract.problems).toEqual([]);
    expect(other.contract.problems).toEqual([]);
  });

  it('is seen at least once', () => {
    const seen = new Set([...whole.contract.seen, ...other.contract.seen]);
    const steps = whole.umstieg.core.registry.all();
    expect(steps).toHaveLength(92);
    expect(steps.filter(({ spec }) => !seen.has(spec.id)).map(({ spec }) => spec.id)).toEqual([]);
  });

  it('is settled at the end, or does not apply and was never asked', async () => {
    const { steps } = await whole.umstieg.queries.run(whole.runId);
    expect(steps.filter((s) => !isSettled(s.status)).map((s) => s.id)).toEqual([]);
    const unneeded = steps.filter((s) => s.status === 'not-applicable').map((s) => s.id);
    expect(unneeded.filter((id) => whole.contract.seen.has(id))).toEqual([]);
    expect(unneeded.length + whole.contract.seen.size).toBe(steps.length);
  });

  it('leaves no secret that was typed in facts, database, scratch folders or evidence', async () => {
    const secrets = [customer.requestCode, customer.securityCode];
    for (const { umstieg, data, runId } of [whole, other]) {
      expect(filesHolding(data, secrets)).toEqual([]);
      const facts = await umstieg.core.database.query<{ body: string }>(
        'SELECT body FROM fact WHERE run_id = ?',
        [runId],
      );
      expect(facts.length).toBeGreaterThan(50);
      expect(facts.filter(({ body }) => secrets.some((s) => body.includes(s)))).toEqual([]);
      expect(filesHolding(data, [customer.requestCode.slice(-4)]).length).toBeGreaterThan(0);
    }
  });

  it('leaves chains that verify', async () => {
    for (const { umstieg, runId } of [whole, other])
      expect(await umstieg.verify(runId)).toMatchObject({ ok: true, findings: [] });
  });
});
