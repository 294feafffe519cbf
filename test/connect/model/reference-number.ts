import type { Telephony } from '../../../src/connect/model/state.js';

/** The vendor's conditions on phone numbers, case by case; undefined: no line. */
export function referenceNumber(phone: string, telephony: Telephony | null): string | undefined {
  const text = phone.trim();
  if (text === '' || /[^\d\s()[\]./\\+-]/.test(text)) return undefined;
  const dialed = Array.from(text).filter((c) => c === '+' || (c >= '0' && c <= '9'));
  const abroad = dialed[0] === '+' || (dialed[0] === '0' && dialed[1] === '0');
  const [head = '', after = '', ...others] = text.split(/\(\s*0\s*\)/);
  const marked = abroad && head !== text && /\d/.test(head);
  const kept = marked ? [head + after, ...others].join('(0)') : text;
  const digits = kept.replace(/\D/g, '');
  const plus = dialed[0] === '+';
  if (dialed.lastIndexOf('+') > 0 || digits === '') return undefined;
  const significant = plus ? digits : abroad ? digits.slice(2) : digits.replace(/^0/, '');
  if (significant === '' || significant.startsWith('0')) return undefined;
  if (!telephony) return plus ? `+${digits}` : digits;
  const existing = new Set(telephony.dialingParameters.map((p) => p.name));
  const perGateway = telephony.gateways.map((g) => g.dialing.filter((d) => existing.has(d)));
  const all = perGateway.flat();
  if (all.length === 0) return undefined;
  const several = perGateway.length > 1;
  if (several && (perGateway.some((d) => d.length === 0) || all.length > new Set(all).size)) {
    return undefined;
  }
  if (abroad) return `+${significant}`;
  const used = telephony.dialingParameters.filter((p) => all.includes(p.name));
  if (new Set(used.map((p) => p.country)).size > 1) return undefined;
  const [only] = used;
  const country = only?.country ?? '';
  if (digits.startsWith('0')) return country === '' ? digits : `+${country}${digits.slice(1)}`;
  if (several || all.length !== 1 || !only) return undefined;
  if (country === '') return digits;
  const isWhole =
    only.trunk !== '' && digits.length > only.trunk.length && digits.startsWith(only.trunk);
  return isWhole
    ? `+${country}${only.area}${digits}`
    : `+${country}${only.area}${only.trunk}${digits}`;
}
