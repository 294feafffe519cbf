import { generateKeyPairSync } from 'node:crypto';
import { handOverOf, SignerLine, takenInInputs, type Signer } from '../../src/audit/signer-line.js';
import type { AuditEntry } from '../../src/audit/entry.js';
import { fingerprint } from '../../src/audit/signing-key.js';

const signer = (instance: string): Signer => ({
  instance,
  key: generateKeyPairSync('ed25519').publicKey,
});
const [a, b, thief] = [signer('a'), signer('b'), signer('b')];

/** Read back from an entry as it is written. */
function handOver(seq: number, from: Signer, to: Signer) {
  const entry = { event: 'handover.imported', kind: 'event', seq, inputs: takenInInputs(from, to) };
  const found = handOverOf(entry as unknown as AuditEntry);
  if (!found) throw new Error('no hand-over');
  return found;
}

describe('whose seal an entry bears', () => {
  it('changes with the entry that takes the run in, there and back', () => {
    const line = new SignerLine(a, [handOver(5, a, b), handOver(9, b, a)]);
    expect(line.broken).toBeUndefined();
    expect([1, 4, 5, 8, 9, 20].map((size) => line.at(size).instance).join('')).toBe('aabbaa');
    expect(line.spans).toEqual([
      { instance: 'a', fingerprint: fingerprint(a.key), from: 1, to: 4 },
      { instance: 'b', fingerprint: fingerprint(b.key), from: 5, to: 8 },
      { instance: 'a', fingerprint: fingerprint(a.key), from: 9, to: null },
    ]);
  });

  it('is broken where a key follows that no hand-over names', () => {
    const reason = { code: 'audit.handover-broken' };
    expect(new SignerLine(thief, [handOver(5, a, b)]).broken).toMatchObject(reason);
    const gap = new SignerLine(a, [handOver(5, a, b), handOver(9, thief, a)]);
    expect(gap.broken).toMatchObject(reason);
  });

  it('is not read from an entry that names no keys', () => {
    const bad = { event: 'handover.imported', kind: 'event', seq: 5, inputs: { fromKey: 'AA==' } };
    expect(() => handOverOf(bad as unknown as AuditEntry)).toThrow('hand-over in entry 5');
    const refused = { ...bad, kind: 'refused' };
    expect(handOverOf(refused as unknown as AuditEntry)).toBeUndefined();
  });
});
