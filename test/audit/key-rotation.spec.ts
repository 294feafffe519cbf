import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { leadsOn, signKeyStatement } from '../../src/audit/key-rotation.js';
import { signNote } from '../../src/audit/signed-note.js';
import { rawPublicKey } from '../../src/audit/signing-key.js';

interface Side {
  readonly instance: string;
  readonly key: object;
}
interface Second {
  keyOf(raw: Buffer): object;
  leadsOn(statements: unknown, from: Side, to: Side): boolean;
}

/** The rule of the second verifier, which shares no code with ours. */
const SEALS = new URL('../../src/audit/stand-alone/seals.mjs', import.meta.url).href;
const second = (await import(SEALS)) as Second;

const newKey = () => generateKeyPairSync('ed25519').privateKey;
const [a, b, c, thief] = [newKey(), newKey(), newKey(), newKey()];
const [ab, bc] = [signKeyStatement('i', a, b), signKeyStatement('i', b, c)];
const base64 = (key: KeyObject) => rawPublicKey(key).toString('base64');
const text = (from: KeyObject, to: KeyObject, line = 'key') =>
  `umstieg/i\n${line}\n${base64(from)}\n${base64(to)}\n`;

/** What both verifiers say. */
function verdicts(statements: unknown, from: KeyObject, to: KeyObject): boolean[] {
  const side = (key: KeyObject): Side => ({ instance: 'i', key: second.keyOf(rawPublicKey(key)) });
  return [
    leadsOn(statements, { instance: 'i', from, to }),
    second.leadsOn(statements, side(from), side(to)),
  ];
}

describe('statements of a new key', () => {
  it('lead from the first key to the last, one after the other', () => {
    expect(verdicts([ab], a, b)).toEqual([true, true]);
    expect(verdicts([ab, bc], a, c)).toEqual([true, true]);
  });

  it.each<[string, unknown, KeyObject, KeyObject]>([
    ['no statement', [], a, b],
    ['no list', ab, a, b],
    ['no text', [7], a, b],
    ['another end', [ab], a, c],
    ['another beginning', [bc], a, c],
    ['a gap', [ab, signKeyStatement('i', thief, c)], a, c],
    ['another order', [bc, ab], a, c],
    ['signed by the new key only', [signNote([b], text(a, b))], a, b],
    ['signed by the old key only', [signNote([a], text(a, b))], a, b],
    ['signed by strangers', [signNote([thief, b], text(a, b))], a, b],
    ['of another installation', [signKeyStatement('j', a, b)], a, b],
    ['another kind of note', [signNote([a, b], text(a, b, '7'))], a, b],
    ['a line more', [signNote([a, b], `${text(a, b)}more\n`)], a, b],
    ['a changed key under the old seals', [ab.replace(base64(b), base64(thief))], a, thief],
    ['no line break at the end', [ab.slice(0, -1)], a, b],
    ['too many', Array.from({ length: 101 }, () => ab), a, b],
  ])('lead nowhere: %s', (_what, statements, from, to) => {
    expect(verdicts(statements, from, to)).toEqual([false, false]);
  });
});
