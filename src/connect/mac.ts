import type { Reason } from '../core/outcome.js';
import { both, finding } from './finding.js';

/** MAC addresses of the existing system (manual lines 17, 37, 49; rules of sequence.md section 12). */
const FORMS = [
  /^[0-9A-F]{2}(?:-[0-9A-F]{2}){5}$/i,
  /^[0-9A-F]{2}(?::[0-9A-F]{2}){5}$/i,
  /^[0-9A-F]{4}\.[0-9A-F]{4}\.[0-9A-F]{4}$/i,
  /^[0-9A-F]{12}$/i,
];
const IN_TEXT =
  /(?<![0-9A-Za-z]|::|[0-9A-Fa-f]{2}[-:.])(?:[0-9A-F]{2}(?:-[0-9A-F]{2}){5}|[0-9A-F]{2}(?::[0-9A-F]{2}){5}|[0-9A-F]{4}\.[0-9A-F]{4}\.[0-9A-F]{4}|[0-9A-F]{12})(?![0-9A-Za-z]|[-:.][0-9A-Fa-f])/gi;
const EXPECTED_DE = 'Erwartet: 12 Hexadezimalziffern, zum Beispiel 00-1A-2B-3C-4D-5E.';
const EXPECTED_EN = 'Expected: 12 hexadecimal digits, for example 00-1A-2B-3C-4D-5E.';

/** Address blocks that hypervisors give to virtual adapters. */
const VIRTUAL: Readonly<Record<string, string>> = {
  '00-50-56': 'VMware',
  '00-0C-29': 'VMware',
  '00-15-5D': 'Hyper-V',
  '00-16-3E': 'Xen',
};

/** True when the text has the form of a MAC address, whatever its value. */
export function looksLikeMac(text: string): boolean {
  const trimmed = text.trim();
  return FORMS.some((form) => form.test(trimmed));
}

/** What is wrong with a typed MAC address, German and English in one line; undefined when it is usable. */
export function macProblem(text: string): string | undefined {
  if (!looksLikeMac(text)) {
    const digits = text.replace(/[^0-9A-Fa-f]/g, '').length;
    return both(
      `Das ist keine MAC-Adresse (${digits} Hexadezimalziffern gefunden). ${EXPECTED_DE}`,
      `This is not a MAC address (${digits} hexadecimal digits found). ${EXPECTED_EN}`,
    );
  }
  const mac = normalize(text);
  if (mac === '00-00-00-00-00-00') {
    return both(
      `Diese MAC-Adresse besteht nur aus Nullen. ${EXPECTED_DE}`,
      `This MAC address is all zeros. ${EXPECTED_EN}`,
    );
  }
  if (mac === 'FF-FF-FF-FF-FF-FF') {
    return both(
      `Das ist die Broadcast-Adresse, kein Netzwerkadapter. ${EXPECTED_DE}`,
      `This is the broadcast address, not a network adapter. ${EXPECTED_EN}`,
    );
  }
  if (firstByte(mac) & 1) {
    return both(
      `Das ist eine Multicast-Adresse, kein Netzwerkadapter. ${EXPECTED_DE}`,
      `This is a multicast address, not a network adapter. ${EXPECTED_EN}`,
    );
  }
  return undefined;
}

/** Normal form `AA-BB-CC-DD-EE-FF`. Throws RangeError where {@link macProblem} answers a sentence. */
export function parseMac(text: string): string {
  const problem = macProblem(text);
  if (problem) throw new RangeError(problem);
  return normalize(text);
}

/**
 * Why this address may not be the one of the machine: locally administered bit or an address block of a hypervisor.
 * A reason is no refusal: it asks for evidence.
 */
export function virtualMacReason(mac: string): Reason[] {
  const normal = parseMac(mac);
  const reasons: Reason[] = [];
  const vendor = VIRTUAL[normal.slice(0, 8)];
  if (vendor) {
    reasons.push(
      finding(
        'mac.virtual-prefix',
        {
          de: `Die Adresse gehört zu einem virtuellen Adapter (${vendor}). Prüfen Sie sie am Server.`,
          en: `The address belongs to a virtual adapter (${vendor}). Check it on the server.`,
        },
        undefined,
        { claimed: normal },
      ),
    );
  }
  if (firstByte(normal) & 2) {
    reasons.push(
      finding(
        'mac.locally-administered',
        {
          de: 'Die Adresse wurde von Hand oder von Software vergeben. Prüfen Sie sie am Server.',
          en: 'The address was assigned by hand or by software. Check it on the server.',
        },
        undefined,
        { claimed: normal },
      ),
    );
  }
  return reasons;
}

/**
 * All usable MAC addresses in a text such as the output of `ipconfig /all`, normalized, each once, in order.
 * Longer chains (DUID, 8-byte tunnel addresses), GUIDs and bare runs of 12 decimal digits (phone numbers) are left out.
 */
export function macsIn(text: string): string[] {
  const found = new Set<string>();
  for (const [match] of text.matchAll(IN_TEXT)) {
    if (/^\d{12}$/.test(match) || macProblem(match)) continue;
    found.add(normalize(match));
  }
  return [...found];
}

function normalize(text: string): string {
  const digits = text.replace(/[^0-9A-Fa-f]/g, '').toUpperCase();
  return digits.match(/../g)?.join('-') ?? '';
}

function firstByte(mac: string): number {
  return Number.parseInt(mac.slice(0, 2), 16);
}
