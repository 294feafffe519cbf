import {
  appendEntry,
  commitmentsOf,
  emptyHead,
  parseEntry,
  type NewEntry,
} from '../../src/audit/entry.js';
import { parseCanonical } from '../../src/audit/canonical-json.js';
import { buildChain, newEntry, sha256 } from './chain-fixture.js';

describe('an audit entry', () => {
  it('is hashed as SHA-256 over a zero byte and its canonical bytes, and names its predecessor', () => {
    const { items } = buildChain(2);
    const [first, second] = items.map(({ body }) => parseEntry(body, 1));
    expect(items[0]!.hash).toBe(sha256(Buffer.concat([Buffer.from([0]), items[0]!.body])));
    expect(first).toMatchObject({ v: 1, run: 'run-1', seq: 1, prev: '0'.repeat(64) });
    expect(second).toMatchObject({ seq: 2, prev: items[0]!.hash });
  });

  it('is stored in canonical form, members without a value left out', () => {
    const { bytes } = appendEntry(emptyHead('r'), { ...newEntry(1), code: undefined });
    expect(parseCanonical(bytes)).not.toHaveProperty('code');
  });

  it('continues from a head that was stored as JSON', () => {
    const { heads, items } = buildChain(9);
    const head = JSON.parse(JSON.stringify(heads[7])) as (typeof heads)[number];
    expect(appendEntry(head, newEntry(9)).hash).toBe(items[8]!.hash);
  });
});

describe('the form of an entry', () => {
  it.each<[string, Partial<NewEntry>]>([
    ['a time without milliseconds', { at: '2026-03-02T09:00:00Z' }],
    ['a day that does not exist', { at: '2026-13-02T09:00:00.000Z' }],
    ['a virtual clock without the run time', { clock: 'virtual' }],
    ['a run time beside the real clock', { runAt: '2026-03-02T09:00:00.000Z' }],
    ['an actor in plain text', { actor: 'Erika Muster' }],
    ['a reason code with a name in it', { reasons: ['Erika Muster'] }],
    ['a mail address as refusal code', { code: 'erika@example.org' }],
    ['an input that is neither plain nor committed', { inputs: { a: { plain: 1 } as never } }],
    [
      'a secret that keeps more than its mark',
      { inputs: { a: { secret: true, value: 'x' } as never } },
    ],
    ['an input named like a prototype', { inputs: JSON.parse('{"__proto__":1}') as never }],
    ['an unknown member', { password: 'x' } as never],
    ['a kind nobody knows', { kind: 'deleted' as never }],
    ['a negative revision', { revision: -1 }],
  ])('is refused with %s', (_name, change) => {
    expect(() => appendEntry(emptyHead('r'), newEntry(1, change))).toThrow(
      /prescribed form|cannot be recorded/,
    );
  });

  it('is refused when it is larger than a mebibyte', () => {
    const inputs = { text: 'x'.repeat(1_048_576) };
    expect(() => appendEntry(emptyHead('r'), newEntry(1, { inputs }))).toThrow('1048576 bytes');
  });

  it('is refused on a head that does not fit its frontier', () => {
    const { head } = buildChain(3);
    for (const bad of [
      { ...head, seq: 4 },
      { ...head, hash: 'x' },
      { ...head, frontier: { size: 3, hashes: [] } },
      { ...head, run: 'a/b' },
    ]) {
      expect(() => appendEntry(bad, newEntry(4))).toThrow('head');
    }
  });

  it('carries every kind of member it may have', () => {
    const full = newEntry(1, {
      clock: 'virtual',
      runAt: '2026-03-09T09:00:00.000Z',
      actor: null,
      verdict: 'contradicts',
      reasons: ['mac.same-as-new-server'],
      inputs: {
        count: 12,
        parts: ['a', 'b'],
        name: { commitment: sha256('name') },
        licenseRequestCode: { secret: true, last4: 'AB12', hmac: sha256('hmac') },
      },
      evidence: [{ digest: sha256('file'), size: 4 }],
      fact: sha256('fact'),
      code: 'step.not-ready',
      note: { commitment: sha256('note') },
    });
    const { bytes } = appendEntry(emptyHead('r'), full);
    const entry = parseEntry(bytes, 1);
    expect(entry).toMatchObject(full);
    expect(commitmentsOf(entry).sort()).toEqual(
      [
        ...[full.where.host, full.where.user, sha256('name'), sha256('fact'), sha256('note')],
      ].sort(),
    );
  });
});
