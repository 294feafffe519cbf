import fc from 'fast-check';
import { commit, isErased, isOpening, verifyOpening } from '../../src/audit/commitment.js';
import { saltOf, sha256 } from './chain-fixture.js';

/** `__proto__` as a key is refused when it is written. */
const VALUE = fc.jsonValue().filter((v) => !JSON.stringify(v).includes('"__proto__"'));

describe('commitments', () => {
  it('are SHA-256 over domain, salt and canonical value', () => {
    const salt = saltOf(1);
    const preimage = Buffer.concat([
      Buffer.from('umstieg:commitment:v1\0'),
      salt,
      Buffer.from('"Erika"'),
    ]);
    expect(commit('Erika', salt)).toEqual({
      commitment: sha256(preimage),
      opening: { commitment: sha256(preimage), salt: salt.toString('hex'), value: '"Erika"' },
    });
  });

  it('open with their own opening, whatever the value', () => {
    fc.assert(
      fc.property(VALUE, fc.uint8Array({ minLength: 32, maxLength: 32 }), (v, salt) => {
        expect(verifyOpening(commit(v as string, Buffer.from(salt)).opening)).toBe(true);
      }),
    );
  });

  it('differ for one value under two salts, so that equal names cannot be found', () => {
    expect(commit('Erika', saltOf(1)).commitment).not.toBe(commit('Erika', saltOf(2)).commitment);
  });

  it('do not open with another value, another salt, another spelling or another commitment', () => {
    const { opening } = commit({ name: 'Erika' }, saltOf(1));
    expect(verifyOpening({ ...opening, value: '{"name":"Erich"}' })).toBe(false);
    expect(verifyOpening({ ...opening, value: '{"name": "Erika"}' })).toBe(false);
    expect(verifyOpening({ ...opening, salt: saltOf(2).toString('hex') })).toBe(false);
    expect(verifyOpening({ ...opening, salt: opening.salt.toUpperCase() })).toBe(false);
    expect(verifyOpening({ ...opening, commitment: sha256('') })).toBe(false);
  });

  it.each(['{"a": 1}', '{"b":1,"a":1}', '1.0', '"\\u0041"', 'Erika', ''])(
    'do not open with %j, which is no canonical JSON, though the hash over it fits',
    (value) => {
      const domain = Buffer.from('umstieg:commitment:v1\0');
      const commitment = sha256(Buffer.concat([domain, saltOf(1), Buffer.from(value)]));
      const salt = saltOf(1).toString('hex');
      expect(verifyOpening({ commitment, salt, value })).toBe(false);
    },
  );

  it('cannot move a byte from the salt into the value', () => {
    expect(() => commit('a', Buffer.alloc(31))).toThrow(RangeError);
    expect(() => commit('a', Buffer.alloc(33))).toThrow(RangeError);
  });

  it.each([
    ['a character more', (hex: string) => `${hex}0`],
    ['a character in front', (hex: string) => `0${hex}`],
    ['a character less', (hex: string) => hex.slice(1)],
    ['upper case', (hex: string) => `${hex.slice(0, -1)}A`],
  ])('do not open when salt or commitment is written with %s', (_what, spoil) => {
    const { opening } = commit('Erika', saltOf(1));
    expect(verifyOpening({ ...opening, salt: spoil(opening.salt) })).toBe(false);
    expect(verifyOpening({ ...opening, commitment: spoil(opening.commitment) })).toBe(false);
  });

  it('name the length of a salt that is not 32 bytes', () => {
    expect(() => commit('a', Buffer.alloc(31))).toThrow('salt: expected 32 bytes, got 31');
  });
});

describe('an opening', () => {
  const { opening } = commit('Erika', saltOf(1));

  it('is erased when salt and value are both gone, not when one of them is', () => {
    expect(isErased({ ...opening, salt: '', value: '' })).toBe(true);
    expect(isErased({ ...opening, salt: '' })).toBe(false);
    expect(isErased({ ...opening, value: '' })).toBe(false);
    expect(isErased(opening)).toBe(false);
  });

  it('is known by its three texts, in any order', () => {
    expect(isOpening(Object.fromEntries(Object.entries(opening).reverse()))).toBe(true);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'commitment,salt,value'],
    ['a list', ['commitment', 'salt', 'value']],
    ['an object with a member more', { ...opening, more: '' }],
    ['an object with a member less', { commitment: opening.commitment, salt: opening.salt }],
    ['an object with a number', { ...opening, value: 1 }],
  ])('is not taken from %s', (_what, value) => {
    expect(isOpening(value)).toBe(false);
  });
});
