import { lineNumber, numberRules } from '../../../src/connect/model/phone-number.js';
import type { Telephony } from '../../../src/connect/model/state.js';
import { VENDOR_RULES } from '../../../src/connect/model/vendor-rules.js';

const de = { name: 'de', country: '49', area: '89', trunk: '123456' };
const at = { name: 'at', country: '43', area: '1', trunk: '5555' };
const gateways = (...dialing: readonly (readonly string[])[]): Telephony => ({
  gateways: dialing.map((names, i) => ({ name: `G${i}`, dialing: names })),
  dialingParameters: [de, at, { ...de, name: 'de2', trunk: '777' }],
});
const line = (phone: string, telephony: Telephony | null) =>
  lineNumber(phone, numberRules(telephony));
const ONE = gateways(['de']);

describe(`phone numbers (${VENDOR_RULES['number.filtered'].source})`, () => {
  it.each([
    '+49(89)123456-78',
    '+49(0)89 123456-78',
    '0049-89-123456-78',
    '089/12345678',
    '089.123456.78',
    '123456-78',
    '78',
  ])('%s becomes a line where there is one gateway with one dialing parameter', (phone) => {
    expect(line(phone, ONE)).toMatchObject({ number: '+498912345678' });
  });

  it('become no line before gateway and dialing parameter are there', () => {
    const nothing: Telephony = { gateways: [], dialingParameters: [] };
    const withoutParameter = { ...ONE, dialingParameters: [] };
    for (const telephony of [nothing, withoutParameter]) {
      const expected = { why: 'no-gateway', rule: 'number.gateway-first' };
      expect(line('+498912345678', telephony)).toEqual(expected);
    }
  });

  it('may be short only with exactly one gateway with exactly one dialing parameter', () => {
    const several = [gateways(['de', 'de2']), gateways(['de'], ['de2'])];
    for (const telephony of several) {
      expect(line('78', telephony)).toMatchObject({ why: 'number-too-short' });
      expect(line('089/12345678', telephony)).toMatchObject({ number: '+498912345678' });
    }
    expect(line('78', several[0] ?? null)).toMatchObject({ rule: 'number.short-form' });
    expect(line('78', several[1] ?? null)).toMatchObject({ rule: 'number.several-gateways' });
  });

  it('become no line when several gateways share a dialing parameter or one has none', () => {
    for (const telephony of [gateways(['de'], ['de']), gateways(['de'], [])]) {
      const expected = { why: 'dialing-not-unique', rule: 'number.several-gateways' };
      expect(line('+498912345678', telephony)).toEqual(expected);
    }
  });

  it('must begin with 00 or + when there are lines in several countries', () => {
    const both = gateways(['de'], ['at']);
    const expected = { why: 'country-code-missing', rule: 'number.several-countries' };
    expect(line('089/12345678', both)).toEqual(expected);
    expect(line('0043 1 5555 12', both)).toMatchObject({ number: '+431555512' });
  });

  it('become no line when empty or not a number; nothing is judged while gateways are not known', () => {
    expect(line(' ', ONE)).toEqual({ why: 'number-empty' });
    expect(line('intern 78', ONE)).toEqual({ why: 'number-unreadable' });
    expect(line('123456-78', null)).toEqual({ number: '12345678' });
  });
});

describe('the kind of a phone number shows after filtering', () => {
  it.each([
    '(+49) 89 123456-78',
    '(0049)89 12345678',
    '+49 ( 0 ) 89 123456 78',
    '[+49] (0)89/12345678',
  ])('%s is international although it begins with a character that is filtered first', (phone) => {
    for (const telephony of [ONE, gateways(['de'], ['at'])]) {
      expect(line(phone, telephony)).toMatchObject({ number: '+498912345678' });
    }
  });

  it.each(['0', '000 49 89 12345678', '+049 89 12345678', '++49 89 12345678', '+', '()'])(
    '%s is no number, whatever the gateways are',
    (phone) => {
      for (const telephony of [ONE, null]) {
        expect(line(phone, telephony)).toEqual({ why: 'number-unreadable' });
      }
    },
  );
});
