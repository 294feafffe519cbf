import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyBundle } from '../../src/audit/bundle-verify.js';
import { fingerprint } from '../../src/audit/signing-key.js';
import { HandOverRefusal } from '../../src/engine/handover-compare.js';
import { commandLineWho, type Umstieg } from '../../src/engine/umstieg.js';
import {
  anna,
  cleanUp,
  karl,
  newTinyRun,
  openTiny,
  statusOf,
  temporaryFolder,
  world,
} from './tiny-sequence.js';

const SECRET = 'GEHEIM-4711-0815';
const otto = { who: commandLineWho('Otto') };
let folder: string;
let first: Umstieg;
let second: Umstieg;
let run: string;

afterAll(cleanUp);

/** Parked where a claim of Anna's waits for a second person. */
beforeEach(async () => {
  folder = await temporaryFolder();
  first = await openTiny(join(folder, 'first'));
  second = await openTiny(join(folder, 'second'));
  run = await newTinyRun(first);
  const picture = join(folder, 'picture.png');
  await writeFile(picture, 'picture of the import');
  await submit(first, 'T-101', anna, { size: 4, code: SECRET });
  await first.command(run, { do: 'approve', step: 'T-201' }, karl);
  await submit(first, 'T-201', anna, { size: 1 }, [picture]);
  await submit(first, 'T-202', anna, { size: 2, mode: 'unreadable' });
}, 60_000);

async function submit(
  at: Umstieg,
  step: string,
  by: typeof anna,
  set: Readonly<Record<string, unknown>>,
  evidence: readonly string[] = [],
) {
  await at.submit(run, step, { set, evidence }, by);
  await at.settle();
}

const fileOf = (name: string) => join(folder, `${name}.zip`);
const handOver = (at: Umstieg, name: string) =>
  at.archive.export(run, fileOf(name), karl.who, { reason: 'Vertretung' });
const takeIn = (at: Umstieg, name: string, key?: string) =>
  at.handOvers.import(fileOf(name), {
    trust: key === undefined ? {} : { key },
    reason: 'Ich übernehme',
    who: karl.who,
  });
const keyOf = (at: Umstieg) => fingerprint(at.core.keys.publicKey);
const headOf = async (at: Umstieg) => (await at.queries.run(run)).head.seq;

describe('a run that is handed over', () => {
  it('goes on at the second installation to its end, and its chain is sound there', async () => {
    await handOver(first, 'a');
    const taken = await takeIn(second, 'a', keyOf(first));
    expect(taken).toMatchObject({ run, customer: 'Muster GmbH', relation: 'new', trusted: true });
    await second.resume(run);
    expect(await statusOf(second, run, 'T-202')).toBe('waiting-approval');
    await second.command(run, { do: 'approve', step: 'T-202' }, karl);
    await submit(second, 'T-203', otto, { size: 3 });
    expect((await second.queries.run(run)).status).toBe('completed');

    const verdict = await second.verify(run);
    expect(verdict.findings).toEqual([]);
    expect(verdict.signers.map((s) => s.fingerprint)).toEqual([keyOf(first), keyOf(second)]);
    for (const key of [keyOf(first), keyOf(second)])
      expect((await second.verify(run, key)).ok).toBe(true);
    const third = await second.verify(run, 'a'.repeat(64));
    expect(third.findings.map((f) => f.code)).toEqual(['bundle.signer-mismatch']);
  }, 60_000);

  it('is still under four eyes: whoever did it there does not approve it here', async () => {
    await handOver(first, 'a');
    await takeIn(second, 'a');
    const same = second.command(
      run,
      { do: 'approve', step: 'T-202' },
      { who: commandLineWho(' anna ') },
    );
    await expect(same).rejects.toMatchObject({ code: 'approval.same-person' });
    await second.command(run, { do: 'approve', step: 'T-202' }, karl);
    expect(await statusOf(second, run, 'T-202')).toBe('done');
  }, 60_000);

  it('asks for a reason where the name of whoever did it was erased before', async () => {
    await first.core.database.query(
      `UPDATE opening SET value = '', salt = '' WHERE run_id = ? AND kind = 'actor' AND value = '"Anna"'`,
      [run],
    );
    const again = await openTiny(join(folder, 'first'));
    await handOver(again, 'a');
    expect((await takeIn(second, 'a')).strangers).toBe(1);
    const approve = (reason?: string) =>
      second.command(run, { do: 'approve', step: 'T-202', reason }, otto);
    await expect(approve()).rejects.toMatchObject({ code: 'approval.doer-unknown' });
    await approve('Ich war nie an diesem Projekt');
    expect(await statusOf(second, run, 'T-202')).toBe('done');
    expect((await second.verify(run)).findings).toEqual([]);
  }, 60_000);
});

describe('a run that goes on elsewhere', () => {
  it('keeps what a later step needs: facts, inputs, evidence', async () => {
    await handOver(first, 'a');
    await takeIn(second, 'a');
    const view = await second.queries.task(run, 'T-201');
    expect(view.attempts.at(-1)?.verdict).toBe('consistent');
    await second.command(
      run,
      { do: 'redo', step: 'T-101', reason: 'falsch gemessen', keep: ['T-202'] },
      karl,
    );
    await submit(second, 'T-101', otto, { size: 5 });
    expect(await statusOf(second, run, 'T-102')).toBe('done');
    expect((await second.verify(run)).findings).toEqual([]);
  }, 60_000);

  it('comes back and goes on at the first installation, and away again', async () => {
    await handOver(first, 'a');
    await takeIn(second, 'a');
    await second.command(run, { do: 'approve', step: 'T-202' }, karl);
    await handOver(second, 'b');
    expect(await first.handOvers.handedOver(run)).toBeDefined();
    expect(await takeIn(first, 'b', keyOf(second))).toMatchObject({ relation: 'continues' });
    expect(await first.handOvers.handedOver(run)).toBeUndefined();
    await submit(first, 'T-203', otto, { size: 3 });
    await handOver(first, 'c');
    await takeIn(second, 'c');
    for (const at of [first, second]) expect((await at.verify(run)).findings).toEqual([]);
    expect((await second.verify(run)).signers).toHaveLength(4);
  }, 60_000);
});

describe('a bundle that is not taken in', () => {
  it('shows both sides when work went on here and there', async () => {
    await handOver(first, 'a');
    const common = await headOf(first);
    await takeIn(second, 'a');
    await second.command(run, { do: 'approve', step: 'T-202' }, karl);
    await handOver(second, 'b');
    await first.command(run, { do: 'reject', step: 'T-202', reason: 'unscharf' }, karl);
    const before = await headOf(first);
    const refusal = await takeIn(first, 'b').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(HandOverRefusal);
    expect(refusal).toMatchObject({ code: 'handover.conflict', exitCode: 4 });
    const { comparison } = refusal as HandOverRefusal;
    expect(comparison.common).toBe(common);
    expect(comparison.here).toMatchObject([{ event: 'T-202.reject-result', actor: 'Karl' }]);
    expect(comparison.there.map((e) => e.event)).toEqual([
      'handover.imported',
      'T-202.approve-result',
      'handover.exported',
    ]);
    expect(await headOf(first)).toBe(before);
  }, 60_000);

  it('names a bundle that holds nothing new', async () => {
    await handOver(first, 'a');
    const same = await takeIn(first, 'a').catch((error: unknown) => error);
    expect((same as HandOverRefusal).comparison.relation).toBe('unchanged');
    await takeIn(second, 'a');
    const older = await takeIn(second, 'a').catch((error: unknown) => error);
    expect(older).toMatchObject({ code: 'handover.nothing', exitCode: 3 });
    expect((older as HandOverRefusal).comparison.relation).toBe('older');
  }, 60_000);

  it('refuses one made for keeping, one of another signer and one that was changed', async () => {
    await first.archive.export(run, fileOf('kept'), karl.who);
    await expect(takeIn(second, 'kept')).rejects.toMatchObject({ code: 'handover.missing' });
    await handOver(first, 'a');
    const foreign = takeIn(second, 'a', 'b'.repeat(64));
    await expect(foreign).rejects.toMatchObject({ code: 'bundle.broken', exitCode: 5 });
    const bytes = await readFile(fileOf('a'));
    const at = bytes.indexOf('{"of":"fact"') + 60;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(fileOf('changed'), bytes);
    const changed = takeIn(second, 'changed');
    await expect(changed).rejects.toMatchObject({ code: 'bundle.broken', exitCode: 5 });
    await expect(second.queries.run(run)).rejects.toMatchObject({ code: 'run.not-found' });
  }, 60_000);

  it('refuses while an attempt is going on', async () => {
    world.holdMs = 1_500;
    const other = (await first.newProject({ customer: 'Zwei', kind: 'live', who: anna.who })).runId;
    await first.submit(other, 'T-101', { set: { size: 4 }, evidence: [] }, anna);
    await new Promise((done) => setTimeout(done, 300));
    const busy = first.archive.export(other, fileOf('busy'), karl.who, { reason: 'schnell' });
    await expect(busy).rejects.toMatchObject({ code: 'handover.busy', exitCode: 3 });
    world.holdMs = 0;
    await first.settle();
  }, 60_000);
});

describe('what a bundle gives away', () => {
  it('never holds a secret, and rows with names only when it is for handing over', async () => {
    await first.archive.export(run, fileOf('kept'), karl.who);
    await handOver(first, 'a');
    const [kept, given] = [await readFile(fileOf('kept')), await readFile(fileOf('a'))];
    expect(given.includes(SECRET)).toBe(false);
    expect(kept.includes('{"of":"')).toBe(false);
    expect(given.includes('{"of":"fact"')).toBe(true);
  }, 60_000);

  it('says for a stranger who sealed what after a hand-over', async () => {
    await handOver(first, 'a');
    await takeIn(second, 'a');
    await second.archive.export(run, fileOf('b'), karl.who);
    const by = async (key: string) => (await verifyBundle(fileOf('b'), { key })).status;
    expect(await by(keyOf(second))).toBe('verified');
    expect(await by(keyOf(first))).toBe('consistent-signer-unverified');
    expect(await by('c'.repeat(64))).toBe('broken');
    const { signers, notes } = await verifyBundle(fileOf('b'), { key: keyOf(first) });
    expect(signers.map((s) => s.fingerprint)).toEqual([keyOf(first), keyOf(second)]);
    expect(notes.map((n) => n.code)).toEqual(['bundle.earlier-signer', 'bundle.key-partial']);
  }, 60_000);

  it('leaves no evidence behind of a bundle whose evidence was exchanged', async () => {
    await mkdir(join(folder, 'second', 'evidence'), { recursive: true });
    await expect(
      second.core.evidence.adopt(
        'd'.repeat(64),
        (async function* () {
          yield await Promise.resolve(Buffer.from('something else'));
        })(),
      ),
    ).rejects.toMatchObject({ code: 'evidence.unusable' });
    expect(await readdir(join(folder, 'second', 'evidence', 'dd'))).toEqual([]);
  });
});
