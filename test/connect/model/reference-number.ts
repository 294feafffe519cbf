import type { Telephony } from '../../../src/connect/model/state.js';

/** The vendor's conditions on phone numbers, case by case; undefined: no line. */
export function referenceNumber(phone: string, telephony: Telephony | null): string | undefined {
  const text = phone.trim();
  if (text === '' || /[^\d\s()[\]./\\+-]/.test(text)) return undefined;
  const abroad = text.startsWith('+') || text.startsWith('00');
  const digits = (abroad ? text.replace('(0)', '') : text).replace(/\D/g, '');
  const pluses = text.split('+').length - 1;
  if (digits === '' || pluses > 1 || (pluses === 1 && !text.startsWith('+'))) return undefined;
  if (!telephony) return text.startsWith('+') ? `+${digits}` : digits;
  const existing = new Set(telephony.dialingParameters.map((p) => p.name));
  const perGateway = telephony.gateways.map((g) => g.dialing.filter((d) => existing.has(d)));
  const all = perGateway.flat();
  if (all.length === 0) return undefined;
  const several = perGateway.length > 1;
  if (several && (perGateway.some((d) => d.length === 0) || all.length > new Set(all).size)) {
    return undefined;
  }
  if (abroad) return text.startsWith('+') ? `+${digits}` : `+${digits.slice(2)}`;
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
