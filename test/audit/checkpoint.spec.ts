import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import {
  parseAnchor,
  parseNote,
  sealCheckpoint,
  verifyCheckpoint,
} from '../../src/audit/checkpoint.js';
import { emptyHead } from '../../src/audit/entry.js';
import { rootOf } from '../../src/audit/merkle.js';
import {
  fingerprint,
  normalizeFingerprint,
  parsePublicPem,
  publicPem,
} from '../../src/audit/signing-key.js';
import { buildChain, keyOf, publicOf } from './chain-fixture.js';

const key = keyOf(1);
const { head } = buildChain(5);
const text = sealCheckpoint(key, 'install-1', head);

describe('a checkpoint', () => {
  it('is a signed note of four lines, a blank line and a signature', () => {
    const root = Buffer.from(rootOf(head.frontier), 'hex').toString('base64');
    const lines = text.split('\n');
    expect(lines.slice(0, 5)).toEqual([
      'umstieg/install-1/run-1',
      '5',
      root,
      `head ${head.hash}`,
      '',
    ]);
    expect(lines[5]).toMatch(new RegExp(`^— ${fingerprint(key)} [A-Za-z0-9+/]{91}=$`));
    expect(lines.slice(6)).toEqual(['']);
  });

  it('verifies with its key and says what it covers', () => {
    expect(verifyCheckpoint(text, publicOf(key))).toEqual({
      instanceId: 'install-1',
      runId: 'run-1',
      size: 5,
      root: rootOf(head.frontier),
      head: head.hash,
    });
  });

  it('does not verify with another key, nor under the name of another key', () => {
    expect(() => verifyCheckpoint(text, publicOf(keyOf(2)))).toThrow('no valid signature');
    const renamed = text.replace(fingerprint(key), fingerprint(keyOf(2)));
    expect(() => verifyCheckpoint(renamed, publicOf(keyOf(2)))).toThrow('no valid signature');
    expect(() => verifyCheckpoint(renamed, publicOf(key))).toThrow('no valid signature');
  });

  it('never verifies with a single changed, missing or added character', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: text.length - 1 }),
        fc.constantFrom('replace', 'delete', 'insert'),
        fc.constantFrom('0', 'a', '\n', ' ', '='),
        (i, how, character) => {
          const tail = text.slice(how === 'insert' ? i : i + 1);
          const changed = text.slice(0, i) + (how === 'delete' ? '' : character) + tail;
          fc.pre(changed !== text);
          expect(() => verifyCheckpoint(changed, publicOf(key))).toThrow('checkpoint');
        },
      ),
      { numRuns: 600 },
    );
  });

  it('accepts the lines of witnesses beside its own and not instead of it', () => {
    const witness = `— witness.example/w1 ${Buffer.alloc(68, 7).toString('base64')}\n`;
    expect(verifyCheckpoint(text + witness, publicOf(key)).size).toBe(5);
    const alone = text.slice(0, text.indexOf('—')) + witness;
    expect(() => verifyCheckpoint(alone, publicOf(key))).toThrow('no valid signature');
    expect(() => parseNote(text + witness.repeat(16))).toThrow('more than 16');
  });

  it('does not take over a signature of the same key under something else', () => {
    const other = sealCheckpoint(key, 'install-1', buildChain(5, 'run-2').head);
    const mixed = text.slice(0, text.indexOf('—')) + other.slice(other.indexOf('—'));
    expect(() => verifyCheckpoint(mixed, publicOf(key))).toThrow('no valid signature');
  });
});

describe('the form of a checkpoint', () => {
  it.each([
    ['a size with a leading zero', (t: string) => t.replace('\n5\n', '\n05\n')],
    ['a size of zero', (t: string) => t.replace('\n5\n', '\n0\n')],
    ['another product', (t: string) => t.replace('umstieg/', 'other/')],
    ['a fourth part of the origin', (t: string) => t.replace('run-1', 'run-1/x')],
    ['a fifth line', (t: string) => t.replace('\n\n', '\nmore\n\n')],
    ['no signature', (t: string) => t.slice(0, t.indexOf('—'))],
    ['CRLF', (t: string) => t.replaceAll('\n', '\r\n')],
  ])('is refused with %s', (_name, change) => {
    expect(() => parseNote(change(text))).toThrow('prescribed form');
  });

  it('as an anchor survives a mail program and may be three lines', () => {
    const mailed = `\ufeff\r\n${text.replaceAll('\n', ' \r\n')}\r\n`;
    expect(parseAnchor(mailed)).toEqual(parseNote(text));
    const short = parseAnchor(text.split('\n').slice(0, 3).join('\n'));
    expect(short.checkpoint).toMatchObject({ size: 5, root: rootOf(head.frontier) });
    expect(short.signatures).toEqual([]);
    expect(() => parseAnchor('something else')).toThrow('prescribed form');
  });

  it('is not made of an empty chain, for a strange instance, or with another kind of key', () => {
    expect(() => sealCheckpoint(key, 'install-1', emptyHead('run-1'))).toThrow(RangeError);
    expect(() => sealCheckpoint(key, 'a b', head)).toThrow(RangeError);
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
    expect(() => sealCheckpoint(rsa, 'install-1', head)).toThrow('Ed25519');
  });
});

describe('a public key', () => {
  it('has one spelling and one fingerprint', () => {
    const pem = publicPem(key);
    expect(pem).toBe(publicOf(key).export({ type: 'spki', format: 'pem' }));
    expect(fingerprint(parsePublicPem(pem)!)).toBe(fingerprint(key));
    expect(parsePublicPem(`${pem}\n`)).toBeUndefined();
    expect(parsePublicPem('')).toBeUndefined();
    expect(normalizeFingerprint('AB:CD ef\n')).toBe('abcdef');
  });

  it('of another algorithm is no key of a bundle', () => {
    const { publicKey } = generateKeyPairSync('ed448');
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    expect(parsePublicPem(pem)).toBeUndefined();
  });
});
