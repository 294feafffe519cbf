import type { RuleId } from './vendor-rules.js';
import type { DialingParameter, Telephony } from './state.js';

/** Why a phone number becomes no line. */
export type NoNumber =
  | 'number-empty'
  | 'number-unreadable'
  | 'no-gateway'
  | 'dialing-not-unique'
  | 'number-too-short'
  | 'country-code-missing';

/** What the gateways allow, worked out once for a run. */
export interface NumberRules {
  /** Stands in the way of every number. */
  readonly blocked?: Extract<NoNumber, 'no-gateway' | 'dialing-not-unique'>;
  readonly rule?: RuleId;
  /** The only dialing parameter of the only gateway: short numbers are possible. */
  readonly single?: DialingParameter;
  /** Country code of all dialing parameters; undefined with several countries. */
  readonly country?: string;
  readonly severalCountries: boolean;
  readonly severalGateways: boolean;
  /** False: gateways are not known, numbers are not judged. */
  readonly judged: boolean;
}

/** Gateways and dialing parameters against the vendor's conditions (KB-NUM). */
export function numberRules(telephony: Telephony | null): NumberRules {
  const open = { severalCountries: false, severalGateways: false };
  if (telephony === null) return { ...open, judged: false };
  const known = new Map(telephony.dialingParameters.map((p) => [p.name, p]));
  const dialing = telephony.gateways.map((g) => g.dialing.filter((name) => known.has(name)));
  const used = dialing.flat();
  if (used.length === 0) {
    return { ...open, judged: true, blocked: 'no-gateway', rule: 'number.gateway-first' };
  }
  const severalGateways = telephony.gateways.length > 1;
  const own = dialing.every((d) => d.length > 0) && new Set(used).size === used.length;
  if (severalGateways && !own) {
    return {
      ...open,
      judged: true,
      severalGateways,
      blocked: 'dialing-not-unique',
      rule: 'number.several-gateways',
    };
  }
  const parameters = used.flatMap((name) => known.get(name) ?? []);
  const [first, ...others] = parameters;
  const severalCountries = others.some((p) => p.country !== first?.country);
  const single = !severalGateways && others.length === 0 ? first : undefined;
  return {
    judged: true,
    severalGateways,
    severalCountries,
    ...(single ? { single } : {}),
    ...(severalCountries || !first ? {} : { country: first.country }),
  };
}

export type NumberResult =
  | { readonly number: string; readonly rule?: RuleId }
  | { readonly why: NoNumber; readonly rule?: RuleId };

/** Characters that are filtered first; the vendor names brackets, minus and slash, "and so on". */
const SPECIAL = /[\s()[\]./\\\u2010-\u2015-]/g;
/** The `(0)` between country code and area code: not dialed from abroad. Bounded, so that long cells cost no time. */
const AREA_ZERO = /(?<=\d[\s()[\]./-]{0,8})\(\s{0,8}0\s{0,8}\)/;
/** No country code and no area code begins with 0. */
const NUMBER = /^(?:\+|00?)?[1-9]\d*$/;

/**
 * The number of the line a phone number asks for, `+` first where it can be completed. Accepts the forms of KB-NUM:
 * `+49(0)89 123456-78`, `0049-89-…`, `089/…`, and the short forms `123456-78` and `78` where those are allowed. What
 * kind of number it is shows after filtering: `(+49) 89 …` is international, too.
 */
export function lineNumber(phone: string, rules: NumberRules): NumberResult {
  if (phone.trim() === '') return { why: 'number-empty' };
  const bare = phone.replace(SPECIAL, '');
  const international = /^(?:\+|00)/.test(bare);
  const filtered = international ? phone.replace(AREA_ZERO, '').replace(SPECIAL, '') : bare;
  if (!NUMBER.test(filtered)) return { why: 'number-unreadable' };
  if (!rules.judged) return { number: filtered };
  if (rules.blocked) return { why: rules.blocked, ...(rules.rule ? { rule: rules.rule } : {}) };
  if (international) return { number: `+${filtered.replace(/^(?:\+|00)/, '')}` };
  if (rules.severalCountries) {
    return { why: 'country-code-missing', rule: 'number.several-countries' };
  }
  if (filtered.startsWith('0')) {
    return { number: rules.country ? `+${rules.country}${filtered.slice(1)}` : filtered };
  }
  if (rules.single) {
    return { number: completed(filtered, rules.single), rule: 'number.short-form' };
  }
  const rule = rules.severalGateways ? 'number.several-gateways' : 'number.short-form';
  return { why: 'number-too-short', rule };
}

/** `78` and `123456-78` with the rest of the dialing parameter in front. */
function completed(digits: string, { country, area, trunk }: DialingParameter): string {
  if (country === '') return digits;
  const whole = trunk !== '' && digits.startsWith(trunk) && digits.length > trunk.length;
  return `+${country}${area}${whole ? '' : trunk}${digits}`;
}
