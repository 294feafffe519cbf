import { likelyTypo } from '../../connect/email.js';
import type { Reason } from '../../core/outcome.js';
import { reason } from '../verdicts.js';

/** What speaks against sending licenses to this domain: a likely typo, or none of the known ones (lower case). */
export function domainProblem(domain: string, known: readonly string[]): Reason[] {
  const typo = likelyTypo(domain, known);
  if (typo) {
    return [
      reason(
        'email.likely-typo',
        `Meinen Sie ${typo}? Wenn ${domain} stimmt, tragen Sie die Domain noch einmal ein.`,
        `Do you mean ${typo}? If ${domain} is right, enter the domain again.`,
        { claimed: domain, known: typo },
      ),
    ];
  }
  if (known.length === 0 || known.includes(domain)) return [];
  return [
    reason(
      'email.other-domain',
      `${domain} gehört weder zum Kunden noch zum Partner. Wenn das stimmt, tragen Sie die Domain noch einmal ein.`,
      `${domain} belongs neither to the customer nor to the partner. If that is right, enter the domain again.`,
      { claimed: domain, known: known.join(', ') },
    ),
  ];
}

/** Domain of an address, lower case. */
export function domainOf(address: string): string {
  return address
    .slice(address.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase();
}
