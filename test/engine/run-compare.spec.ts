import { join } from 'node:path';
import type { ComparedRow } from '../../src/engine/run-compare.js';
import { RawFile } from '../persistence/raw-file.js';
import { ForkedTiny } from './forked-tiny.js';
import { anna, cleanUp, karl } from './tiny-sequence.js';

let tiny: ForkedTiny;
let made: string;

beforeEach(async () => {
  tiny = await ForkedTiny.open();
  await tiny.claim(tiny.origin, 'T-101', { size: 3, code: 'ABCDEFGHIJKLMNOP' });
  made = await tiny.fork();
});
afterEach(cleanUp);

const compare = (a = tiny.origin, b = made) => tiny.umstieg.comparer.compare(a, b);
async function row(id: string, a = tiny.origin, b = made): Promise<ComparedRow> {
  const found = (await compare(a, b)).rows.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
}
const given = ({ handedIn }: ComparedRow) =>
  Object.fromEntries(handedIn.fields.map(({ name, a, b, differs }) => [name, [a, b, differs]]));

describe('what was handed in for two runs', () => {
  it('is that of the origin where the result was taken over, also over another what-if', async () => {
    const second = await tiny.fork(made);
    for (const fork of [made, second]) {
      const compared = await row('T-101', tiny.origin, fork);
      expect(given(compared)).toMatchObject({ size: [3, 3, false] });
      expect(compared).toMatchObject({ is: 'same', b: { verdict: 'consistent', claim: 'known' } });
    }
  });

  it('stands side by side with the labels of the form, the verdict and the names of the evidence', async () => {
    await tiny.redo(made, 'T-101');
    await tiny.claim(made, 'T-101', { size: 30, mode: 'unreadable' }, 1);
    const compared = await row('T-101');
    expect(given(compared)).toMatchObject({
      size: [3, 30, true],
      mode: [null, 'unreadable', true],
    });
    expect(compared.handedIn.fields[0]?.label).toEqual({ de: 'Größe', en: 'Size' });
    expect(compared.handedIn.evidence).toEqual({ a: [], b: ['picture-0.png'] });
    expect([compared.a?.verdict, compared.b?.verdict]).toEqual(['consistent', 'attested']);
    expect(compared.differences).toEqual(expect.arrayContaining(['claim', 'verdict', 'result']));
    expect((await compare()).inputs).toEqual(['T-101']);
  });

  it('differs as an input where another answer leads to the same result', async () => {
    await tiny.redo(made, 'T-101');
    await tiny.claim(made, 'T-101', { size: 3, who: 'Eva', code: 'ABCDEFGHIJKLMNOP' });
    expect((await row('T-101')).differences).toEqual(['claim']);
    expect((await compare()).inputs).toEqual(['T-101']);
  });

  it('shows of a secret that it was given and whether it is another, never what recognizes it', async () => {
    await tiny.redo(made, 'T-101');
    await tiny.claim(made, 'T-101', { size: 3, code: 'ABCDEFGHIJKLMNOQ' });
    const mark = (last4: string) => ({ given: true, last4 });
    expect(given(await row('T-101'))['code']).toEqual([mark('MNOP'), mark('MNOQ'), true]);
    expect(JSON.stringify(await compare())).not.toMatch(/hmac|ABCDEFGH/);
  });
});

describe('a claim that is not accepted, or not any more', () => {
  it('is the one that contradicted where the row is a problem', async () => {
    await tiny.redo(made, 'T-101');
    await tiny.claim(made, 'T-101', { size: 4, mode: 'bad' });
    const compared = await row('T-101');
    expect(compared.b).toMatchObject({ status: 'rejected', verdict: 'contradicts' });
    expect(given(compared)).toMatchObject({ size: [3, 4, true], mode: [null, 'bad', true] });
  });

  it('stays while somebody asks to do without the row, and is nothing once that is granted', async () => {
    await tiny.redo(made, 'T-101');
    await tiny.claim(made, 'T-101', { size: 4, mode: 'bad' });
    await tiny.umstieg.command(made, { do: 'waive', step: 'T-101', reason: 'x' }, anna);
    expect((await row('T-101')).b).toMatchObject({ claim: 'known', verdict: 'contradicts' });
    await tiny.umstieg.command(made, { do: 'approve', step: 'T-101' }, karl);
    expect((await row('T-101')).b).toMatchObject({
      status: 'waived',
      claim: 'none',
      verdict: null,
    });
  });

  it('is unknown when the origin has moved on, or when it was erased', async () => {
    const again = await tiny.fork();
    await tiny.redo(tiny.origin, 'T-101');
    await tiny.claim(tiny.origin, 'T-101', { size: 5 });
    expect((await row('T-101', tiny.origin, again)).b).toMatchObject({
      ...{ takenOver: true, claim: 'unknown', verdict: 'consistent' },
    });
    await RawFile.use(join(tiny.folder, 'umstieg.sqlite'), (raw) =>
      raw.all(`UPDATE attempt SET input = '', salt = '' WHERE run_id = '${tiny.origin}'`),
    );
    expect((await row('T-101', tiny.origin, again)).a).toMatchObject({ claim: 'unknown' });
  });
});
