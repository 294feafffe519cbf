import { History } from '../../src/engine/history.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import {
  anna,
  cleanUp,
  karl,
  newTinyRun,
  openTiny,
  statusOf,
  temporaryFolder,
} from './tiny-sequence.js';

let umstieg: Umstieg;
let run: string;
const eva = { who: { ...anna.who, name: 'Eva' } };

beforeEach(async () => {
  umstieg = await openTiny(await temporaryFolder());
  run = await newTinyRun(umstieg);
});
afterEach(cleanUp);

/** T-101 names who approves in this run; T-201 then waits for approval. */
async function measure(approver?: string, as = anna) {
  const set = { size: 3, ...(approver === undefined ? {} : { approver }) };
  await umstieg.submit(run, 'T-101', { set, evidence: [] }, as);
  await umstieg.settle();
}
const approve = (as: typeof anna, reason?: string) =>
  umstieg.command(run, { do: 'approve', step: 'T-201', reason }, as);
const redo = (as = anna) =>
  umstieg.command(run, { do: 'redo', step: 'T-101', reason: 'again', keep: [] }, as);
async function lastReasons() {
  const all = [];
  for await (const { entry } of new History(umstieg.core).entries(run)) all.push(entry);
  return all.filter((e) => e.event.startsWith('T-201.approve')).at(-1)?.reasons;
}

describe('where a result names who approves', () => {
  it('takes the approval of the named person without a reason, whatever the spelling', async () => {
    await measure('karl ');
    await approve(karl);
    expect(await statusOf(umstieg, run, 'T-201')).toBe('ready');
    expect(await lastReasons()).toBeUndefined();
  });

  it('refuses anybody else and says who is to approve', async () => {
    await measure('Karl');
    expect(await umstieg.verify(run)).toMatchObject({ ok: true, findings: [] });
    const refused = { code: 'approval.not-named', exitCode: 3 };
    await expect(approve(eva)).rejects.toMatchObject(refused);
    await expect(approve(eva, '  ')).rejects.toMatchObject(refused);
    await expect(approve(eva)).rejects.toThrow(/Karl/u);
    expect(await statusOf(umstieg, run, 'T-201')).toBe('waiting-approval');
  });

  it('takes a deputy who gives a reason, and marks the approval', async () => {
    await measure('Karl');
    await approve(eva, 'Karl is ill');
    expect(await statusOf(umstieg, run, 'T-201')).toBe('ready');
    expect(await lastReasons()).toEqual(['approval.deputy']);
    expect(await umstieg.verify(run)).toMatchObject({ ok: true });
  });

  it('lets nobody approve their own request as a deputy', async () => {
    await measure('Karl');
    await umstieg.command(run, { do: 'waive', step: 'T-203', reason: 'x' }, eva);
    const own = { do: 'approve', step: 'T-203', reason: 'deputy' } as const;
    await expect(umstieg.command(run, own, eva)).rejects.toMatchObject({
      code: 'approval.same-person',
    });
  });

  it('still knows the name while the row that gave it is open again', async () => {
    await measure('Karl');
    await redo();
    await umstieg.command(run, { do: 'waive', step: 'T-203', reason: 'x' }, anna);
    const grant = { do: 'approve', step: 'T-203' } as const;
    await expect(umstieg.command(run, grant, eva)).rejects.toMatchObject({
      code: 'approval.not-named',
    });
    await measure('Eva');
    await umstieg.command(run, grant, eva);
    expect(await statusOf(umstieg, run, 'T-203')).toBe('waived');
  });

  it('asks for no reason where nobody is named', async () => {
    await measure();
    await approve(eva);
    expect(await statusOf(umstieg, run, 'T-201')).toBe('ready');
  });
});
