import { chmodSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanUp, temporaryFolder } from '../engine/tiny-sequence.js';
import { copyOf, foreignSeal, rewrite, rowsOf, spoil, umstieg } from './tampered-data.js';

let data: string;
let run: string;
let bundle: string;
let signer: string;

beforeAll(async () => {
  const folder = await temporaryFolder();
  data = join(folder, 'data');
  const drill = join(folder, 'drill');
  await umstieg(data, 'drill', 'new', '--out', drill);
  const made = await umstieg(
    data,
    '--json',
    '--as',
    'Lena',
    'project',
    'new',
    '--customer',
    'A',
    '--kind',
    'drill',
  );
  run = (JSON.parse(made.stdout) as { id: string }).id;
  const played = await umstieg(data, '--as', 'Anna', 'play', run, join(drill, 'answers.yaml'));
  expect(played).toMatchObject({ status: 0 });
  bundle = join(folder, 'bundle.zip');
  const exported = await umstieg(
    data,
    '--json',
    '--as',
    'Anna',
    'bundle',
    'export',
    run,
    '-o',
    bundle,
  );
  signer = (JSON.parse(exported.stdout) as { signer: string }).signer;
}, 180_000);
afterAll(cleanUp);

/** Spoils a copy and says what `audit verify` makes of it. */
async function verifyAfter(name: string, ...statements: string[]) {
  const copy = copyOf(data, name);
  await spoil(copy, ...statements.map((s) => s.replaceAll('$RUN', `'${run}'`)));
  return umstieg(copy, '--json', 'audit', 'verify', run);
}
const entries = `audit_entry WHERE run_id = $RUN AND seq`;

describe('audit verify', () => {
  it('finds nothing in what nobody touched, nor does bundle verify', async () => {
    expect(await umstieg(data, 'audit', 'verify', run)).toMatchObject({ status: 0 });
    const verified = await umstieg(data, 'bundle', 'verify', bundle, '--key', signer);
    expect(verified).toMatchObject({ status: 0 });
  });

  it.each([
    [
      'edit',
      '7',
      [`UPDATE ${entries} = 7`.replace('WHERE', "SET body = replace(body, 'R-1', 'R-2') WHERE")],
    ],
    ['delete', '7', [`DELETE FROM ${entries} = 7`]],
    [
      'insert',
      '8',
      [
        `UPDATE audit_entry SET seq = seq + 1000 WHERE run_id = $RUN AND seq > 7`,
        `INSERT INTO audit_entry SELECT run_id, 8, body, hash FROM ${entries} = 7`,
        `UPDATE audit_entry SET seq = seq - 999 WHERE run_id = $RUN AND seq > 1000`,
      ],
    ],
    [
      'reorder',
      '7',
      [
        `UPDATE audit_entry SET seq = -7 WHERE run_id = $RUN AND seq = 7`,
        `UPDATE audit_entry SET seq = 7 WHERE run_id = $RUN AND seq = 8`,
        `UPDATE audit_entry SET seq = 8 WHERE run_id = $RUN AND seq = -7`,
      ],
    ],
    ['cut-tail', '', [`DELETE FROM ${entries} > 100`]],
    ['state', '', [`UPDATE run SET state = replace(state, 'done', 'gone') WHERE id = $RUN`]],
  ])('ends with 5 and names it after %s', async (name, seq, statements) => {
    const { status, stdout } = await verifyAfter(name, ...statements);
    expect(status).toBe(5);
    const { findings } = JSON.parse(stdout) as {
      findings: { code: string; text: { en: string } }[];
    };
    expect(findings.length).toBeGreaterThan(0);
    expect(findings[0]?.text.en).toContain(seq);
  });

  it('ends with 5 when an evidence file was replaced or is gone', async () => {
    const [file] = await rowsOf<{ digest: string }>(
      data,
      `SELECT digest FROM evidence WHERE run_id = '${run}'`,
    );
    const digest = file?.digest ?? '';
    const replaced = copyOf(data, 'replaced');
    const path = join(replaced, 'evidence', digest.slice(0, 2), digest);
    chmodSync(path, 0o600);
    writeFileSync(path, 'something else');
    const first = await umstieg(replaced, '--json', 'audit', 'verify', run);
    expect(first.status).toBe(5);
    expect(first.stdout).toContain(digest);
    unlinkSync(path);
    expect((await umstieg(replaced, 'audit', 'verify', run)).status).toBe(5);
  });
});

describe('audit verify, where seals were taken away', () => {
  it.each([
    ['first-seal', '1', [`DELETE FROM checkpoint WHERE run_id = $RUN AND size = 1`]],
    ['all-seals', '1', [`DELETE FROM checkpoint WHERE run_id = $RUN`]],
    [
      'middle-seal',
      'seal',
      [
        `DELETE FROM checkpoint WHERE run_id = $RUN AND size =
         (SELECT size FROM checkpoint WHERE run_id = $RUN AND size > 20 LIMIT 1)`,
      ],
    ],
    [
      'last-seal',
      'seal',
      [`DELETE FROM checkpoint WHERE run_id = $RUN AND size = (SELECT max(size) FROM checkpoint)`],
    ],
  ])('ends with 5 and names the %s', async (name, seq, statements) => {
    const { status, stdout } = await verifyAfter(name, ...statements);
    const { findings } = JSON.parse(stdout) as {
      findings: { code: string; text: { en: string } }[];
    };
    expect(status).toBe(5);
    expect(findings).toMatchObject([{ code: 'audit.seal-missing' }]);
    expect(findings[0]?.text.en).toContain(seq);
  });

  it('ends with 5 when a seal is that of another run, though it covers the same entry', async () => {
    const { status, stdout } = await verifyAfter('foreign-seal', await foreignSeal(data, run));
    expect(status).toBe(5);
    expect(stdout).toContain('audit.checkpoint-foreign');
  });
});

describe('a forger with the whole data folder', () => {
  it('is found by the signature, and by the fingerprint learned before', async () => {
    const copy = copyOf(data, 'rewritten');
    const key = await rewrite(copy, run);
    const verified = await umstieg(copy, '--json', 'audit', 'verify', run);
    expect(verified.status).toBe(5);
    expect(verified.stdout).toMatch(/audit\.checkpoint-signature/);

    // even where the forger also owns the key folder, the fingerprint learned before tells the bundle apart
    writeFileSync(join(copy, 'keys', 'signing.pem'), key);
    const forged = `${copy}.zip`;
    const exported = await umstieg(copy, '--as', 'Anna', 'bundle', 'export', run, '-o', forged);
    const checked = await umstieg(data, '--json', 'bundle', 'verify', forged, '--key', signer);
    expect([exported.status, checked.status]).toEqual([0, 5]);
    expect(checked.stdout).toContain('bundle.signer-mismatch');
  });
});
