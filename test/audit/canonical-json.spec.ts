import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalBytes, canonicalText, parseCanonical } from '../../src/audit/canonical-json.js';
import { RequestError } from '../../src/core/errors.js';

const parse = (text: string) => parseCanonical(Buffer.from(text, 'utf8'));

describe('canonical JSON', () => {
  it('writes the example of RFC 8785 byte for byte', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalText(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 code units, not by code points', () => {
    expect(canonicalText({ '\ufb33': 1, '\ud83d\ude00': 2, '\u20ac': 3, '\r': 4, '1': 5 })).toBe(
      '{"\\r":4,"1":5,"\u20ac":3,"\ud83d\ude00":2,"\ufb33":1}',
    );
  });

  it.each([
    ['undefined', undefined],
    ['undefined in an object', { a: undefined }],
    ['undefined in a list', [undefined]],
    ['a hole in a list', Array(2)],
    ['NaN', { a: [Number.NaN] }],
    ['infinity', -Infinity],
    ['a lone surrogate', 'a\ud800'],
    ['a lone surrogate in a key', { '\udc00': 1 }],
    ['a bigint', 1n],
    ['a function', () => 1],
    ['a date', new Date(0)],
    ['a map', new Map([[1, 2]])],
    ['the key __proto__', JSON.parse('{"a":{"__proto__":1}}')],
    ['a symbol key', { [Symbol('a')]: 1 }],
  ])('refuses %s', (_name, value) => {
    expect(() => canonicalText(value)).toThrow(RequestError);
  });

  it('writes every JSON value as the reference library for RFC 8785 does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        fc.pre(wellFormed(value) && !namesPrototype(value));
        expect(canonicalText(value)).toBe(canonicalize(value));
      }),
    );
  });
});

describe('what canonical JSON can hold', () => {
  it.each<[unknown, string]>([
    [undefined, '$: undefined'],
    [{ a: [1, { b: Number.NaN }] }, '$.a[1].b: NaN'],
    [{ a: [0, 'x\udc00'] }, '$.a[1]: a lone surrogate'],
    [{ a: { 'b\ud800': 1 } }, '$.a: a key with a lone surrogate'],
    [[() => 1], '$[0]: function'],
    [{ when: new Date(0) }, '$.when: not a plain object'],
    [{ a: { toJSON: () => 1 } }, '$.a: not a plain object'],
    [[JSON.parse('{"__proto__":1}')], '$[0]: the key __proto__'],
    [nested(65), `$${'[0]'.repeat(13)}…: more than 64 levels`],
  ])('says where the value that JSON cannot hold stands (%#)', (value, where) => {
    expect(() => canonicalText(value)).toThrow(`(${where})`);
  });

  it('holds 64 levels and no more', () => {
    expect(canonicalText(nested(64))).toBe('['.repeat(64) + ']'.repeat(64));
    expect(() => canonicalText(nested(65))).toThrow(RequestError);
  });

  it('takes an object without a prototype, and one whose toJSON is only a value', () => {
    expect(canonicalText(Object.assign(Object.create(null), { b: 1, a: [] }))).toBe(
      '{"a":[],"b":1}',
    );
    expect(canonicalText({ toJSON: 1 })).toBe('{"toJSON":1}');
  });
});

describe('reading canonical JSON', () => {
  it('refuses a value that contains itself and one that is nested too deeply', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    expect(() => canonicalText(loop)).toThrow(RequestError);
    expect(() => parse('['.repeat(100_000) + ']'.repeat(100_000))).toThrow('Not canonical');
  });

  it.each([
    ['duplicate keys', '{"a":1,"a":1}'],
    ['unsorted keys', '{"b":1,"a":1}'],
    ['a blank', '{"a": 1}'],
    ['a line break at the end', '1\n'],
    ['1.0', '[1.0]'],
    ['1e0', '[1e0]'],
    ['minus zero', '[-0]'],
    ['a number beyond double precision', '[9007199254740993]'],
    ['a needless escape', '"\\u0041"'],
    ['an escaped slash', '"\\/"'],
    ['an upper case escape', '"\\u000F"'],
    ['a lone surrogate as an escape', '"\\ud800"'],
    ['a byte order mark', '\ufeff1'],
    ['nothing', ''],
  ])('refuses to read %s', (_name, text) => {
    expect(() => parse(text)).toThrow('Not canonical JSON');
  });

  it('refuses bytes that are not UTF-8, overlong forms and encoded surrogates included', () => {
    for (const hex of ['22ff22', '22c08022', '22eda08022']) {
      expect(() => parseCanonical(Buffer.from(hex, 'hex'))).toThrow('not UTF-8');
    }
  });

  it.each([
    ['{"a":1,"a":1}', 'differs at character 7'],
    ['[1.0]', 'differs at character 3'],
    [' 1', 'differs at character 1'],
    ['1 ', 'differs at character 2'],
    ['{', 'not JSON'],
    ['["\\ud800"]', '$[0]: a lone surrogate'],
  ])('says what is wrong with %j: %s', (text, what) => {
    expect(() => parse(text)).toThrow(what);
  });

  it('keeps composed and decomposed letters apart', () => {
    expect(canonicalBytes('\u00fc').equals(canonicalBytes('u\u0308'))).toBe(false);
    expect(parse('"u\u0308"')).toBe('u\u0308');
  });

  it('reads back every JSON value it wrote and writes it the same', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        fc.pre(wellFormed(value) && !namesPrototype(value));
        const bytes = canonicalBytes(value);
        expect(canonicalBytes(parseCanonical(bytes)).equals(bytes)).toBe(true);
      }),
    );
  });
});

function nested(levels: number): unknown {
  let value: unknown[] = [];
  for (let level = 1; level < levels; level += 1) value = [value];
  return value;
}

function wellFormed(value: unknown): boolean {
  return !/\\ud[89a-f]/i.test(JSON.stringify(value));
}

/** The one key that is refused (see above): arbitrary values do hit upon it. */
function namesPrototype(value: unknown): boolean {
  return JSON.stringify(value).includes('"__proto__":');
}
