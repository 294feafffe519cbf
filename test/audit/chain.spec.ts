import fc from 'fast-check';
import { verifyChain, type ChainItem, type Witness } from '../../src/audit/chain.js';
import { leafHash, rootOf } from '../../src/audit/merkle.js';
import { buildChain, forged, newEntry } from './chain-fixture.js';

const LENGTH = 12;
const { items, heads, head } = buildChain(LENGTH);
const HEAD: Witness = { name: 'run row', size: LENGTH, head: head.hash, final: true };
const expected = { run: 'run-1', witnesses: [HEAD] };

async function first(
  changed: readonly ChainItem[],
  expectation: typeof expected | undefined = expected,
) {
  const report = await verifyChain(changed, expectation);
  expect(report.ok).toBe(report.first === undefined);
  return report.first && { kind: report.first.kind, seq: report.first.seq };
}

/** The item under a changed body with the hash made to fit. */
function rehashed(item: ChainItem, change: Record<string, unknown>): ChainItem {
  const body = forged(item, change);
  return { ...item, body, hash: leafHash(body) };
}

/** Everything from `from` on is chained anew, as somebody does who knows the format. */
function rechained(from: number, change: Record<string, unknown>, run = 'run-1'): ChainItem[] {
  const chain = buildChain(LENGTH, run, (seq) =>
    seq === from ? newEntry(seq, change) : newEntry(seq),
  );
  return chain.items;
}

const places = items.map(({ seq }) => seq);
const without = (seq: number) => items.filter((item) => item.seq !== seq);
const at = (seq: number) => items[seq - 1]!;

describe('a chain', () => {
  it('verifies as written, and its head can be continued', async () => {
    const report = await verifyChain(items, expected);
    expect(report).toEqual({ ok: true, entries: LENGTH, head, notes: [] });
  });

  it('is read from a stream', async () => {
    async function* stream() {
      for (const item of items) yield Promise.resolve(item);
    }
    expect((await verifyChain(stream(), expected)).ok).toBe(true);
  });

  it('without entries is in order only when nobody knows of any', async () => {
    expect((await verifyChain([])).ok).toBe(true);
    expect(await first([])).toEqual({ kind: 'cut-tail', seq: 1 });
  });
});

describe('in a chain, a forger who leaves hashes as they are', () => {
  it('never hides a single changed character, wherever it stands', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: LENGTH }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.integer({ min: 1, max: 255 }),
        async (seq, where, change) => {
          const body = Buffer.from(at(seq).body);
          const offset = Math.floor(where * body.length);
          body[offset] = body[offset]! ^ change;
          const changed = items.map((item) => (item.seq === seq ? { ...item, body } : item));
          expect(await first(changed)).toEqual({ kind: 'edited', seq });
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('never hides a changed character of a stored hash', async () => {
    for (const seq of places) {
      const hash = (at(seq).hash.startsWith('0') ? '1' : '0') + at(seq).hash.slice(1);
      const changed = items.map((item) => (item.seq === seq ? { ...item, hash } : item));
      expect(await first(changed)).toEqual({ kind: 'edited', seq });
    }
  });
});

describe('in a chain, a forger who fits hashes', () => {
  it.each(places)('names entry %i when it was edited and its own hash made to fit', async (seq) => {
    const changed = items.map((item) =>
      item.seq === seq ? rehashed(item, { event: 'forged' }) : item,
    );
    const kind = seq === LENGTH ? 'rewritten' : 'edited';
    expect(await first(changed)).toEqual({ kind, seq: seq === LENGTH ? 1 : seq });
  });

  it.each(places)('names entry %i when it was deleted', async (seq) => {
    const kind = seq === LENGTH ? 'cut-tail' : 'deleted';
    expect(await first(without(seq))).toEqual({ kind, seq });
  });

  it.each(places.slice(0, -1))('names entry %i when it was swapped with the next', async (seq) => {
    const changed = [...items];
    [changed[seq - 1], changed[seq]] = [at(seq + 1), at(seq)];
    expect(await first(changed)).toEqual({ kind: 'reordered', seq });
  });

  it.each(places)('finds the copy of entry %i, next to it and at the end', async (seq) => {
    const beside = [...items.slice(0, seq), at(seq), ...items.slice(seq)];
    expect(await first(beside)).toEqual({ kind: 'duplicate', seq: seq + 1 });
    expect(await first([...items, at(seq)])).toEqual({ kind: 'duplicate', seq: LENGTH + 1 });
  });

  it.each(places)('finds an entry inserted before %i, however well it is forged', async (seq) => {
    const before = (item: ChainItem) => [...items.slice(0, seq - 1), item, ...items.slice(seq - 1)];
    const linked = rehashed(at(seq), { event: 'forged' });
    const unlinked = rehashed(at(seq), { event: 'forged', prev: 'a'.repeat(64) });
    const unhashed = { body: forged(at(seq), { event: 'forged' }), hash: 'b'.repeat(64) };
    for (const item of [linked, unlinked, unhashed]) {
      expect(await first(before(item))).toEqual({ kind: 'inserted', seq });
    }
  });

  it('finds an entry that was changed at one end of its links only', async () => {
    const changed = items.map((item) =>
      item.seq === 5 ? rehashed(item, { prev: 'a'.repeat(64) }) : item,
    );
    expect(await first(changed)).toEqual({ kind: 'edited', seq: 5 });
  });
});

describe('a chain against what others know of it', () => {
  it('finds rows that were renumbered', async () => {
    const changed = items.map((item) => (item.seq < 6 ? item : { ...item, seq: item.seq + 1 }));
    expect(await first(changed)).toEqual({ kind: 'reordered', seq: 6 });
  });

  it.each(places)(
    'finds a tail cut after %i entries, by head, checkpoint or anchor',
    async (size) => {
      const cut = items.slice(0, size - 1);
      expect(await first(cut)).toEqual({ kind: 'cut-tail', seq: size });
      const checkpoint = { name: 'checkpoint', size, root: rootOf(heads[size - 1]!.frontier) };
      expect(await first(cut, { run: 'run-1', witnesses: [checkpoint as Witness] })).toEqual({
        kind: 'cut-tail',
        seq: size,
      });
    },
  );

  it('finds entries beyond the head of the run row', async () => {
    const longer = buildChain(LENGTH + 1).items;
    expect(await first(longer)).toEqual({ kind: 'inserted', seq: LENGTH + 1 });
  });

  it('finds a chain rewritten from anywhere on, and names the first entry nobody vouches for', async () => {
    const checkpoint = { name: 'checkpoints/4.txt', size: 4, root: rootOf(heads[3]!.frontier) };
    for (const seq of places) {
      const found = await first(rechained(seq, { event: 'forged' }), {
        run: 'run-1',
        witnesses: [checkpoint, HEAD],
      });
      expect(found).toEqual({ kind: 'rewritten', seq: seq <= 4 ? 1 : 5 });
    }
  });

  it('is accepted after a consistent rewriting when nobody vouches for anything: a chain alone proves nothing', async () => {
    expect((await verifyChain(rechained(3, { event: 'forged' }))).ok).toBe(true);
  });

  it('finds the log of another run, as a whole and as a single entry', async () => {
    const other = buildChain(LENGTH, 'run-2').items;
    expect(await first(other)).toEqual({ kind: 'foreign-run', seq: 1 });
    const mixed = items.map((item) => (item.seq === 7 ? other[6]! : item));
    expect(await first(mixed)).toEqual({ kind: 'foreign-run', seq: 7 });
    expect(await first(mixed, undefined)).toEqual({ kind: 'foreign-run', seq: 7 });
  });
});

describe('the form of entries in a chain', () => {
  it.each([
    ['blanks', (text: string) => text.replace('"at":', '"at": ')],
    ['a number as 1.0', (text: string) => text.replace('"v":1', '"v":1.0')],
    ['a duplicate key', (text: string) => text.replace('"v":1', '"v":1,"v":1')],
    ['another key order', (text: string) => text.replace(/^\{("actor":[^,]*),(.*)\}$/, '{$2,$1}')],
  ])('refuses an entry in another spelling (%s) although its hash fits', async (_name, respell) => {
    const text = Buffer.from(at(LENGTH).body).toString('utf8');
    const body = Buffer.from(respell(text), 'utf8');
    expect(body.equals(at(LENGTH).body)).toBe(false);
    const changed = [...items.slice(0, -1), { seq: LENGTH, body, hash: leafHash(body) }];
    expect(await first(changed)).toEqual({ kind: 'non-canonical', seq: LENGTH });
  });

  it('refuses a version it does not know and a form that is not prescribed', async () => {
    const v2 = [...items.slice(0, -1), rehashed(at(LENGTH), { v: 2 })];
    expect(await first(v2)).toEqual({ kind: 'unknown-version', seq: LENGTH });
    const extra = [...items.slice(0, -1), rehashed(at(LENGTH), { extra: true })];
    expect(await first(extra)).toEqual({ kind: 'malformed', seq: LENGTH });
  });

  it('allows a clock that goes backwards, and says so', async () => {
    const chain = buildChain(3, 'run-1', (seq) =>
      newEntry(seq, seq === 3 ? { at: '2026-03-01T00:00:00.000Z' } : {}),
    );
    const report = await verifyChain(chain.items);
    expect(report.ok).toBe(true);
    expect(report.notes.map(({ code }) => code)).toEqual(['audit.clock-backwards']);
  });

  it('shows each good entry to its reader and none from the first bad one on', async () => {
    const seen: number[] = [];
    await verifyChain(without(4), { onEntry: ({ seq }) => seen.push(seq) });
    expect(seen).toEqual([1, 2, 3]);
  });
});
