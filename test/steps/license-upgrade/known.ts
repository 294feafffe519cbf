import type { Facts } from '../../../src/core/facts.js';
import { SCOPE_ITEMS, scopeList, type ScopeTicks } from '../../../src/steps/intake/scope-list.js';

export const OLD_MAC = '00-1A-2B-3C-4D-5E';
export const NEW_MAC = '00-1A-2B-3C-4D-5F';

/** An intake without anything odd; the license history takes changes. */
export function history(change: Partial<Facts['R-105']> = {}): { 'R-105': Facts['R-105'] } {
  const clean = { fullLicenses: 'yes', macSwap: 'none', licenseSwap: 'no' } as const;
  return { 'R-105': { ...clean, licenseTermsRead: true, ...change } };
}

export function product(contacts: string[]): { 'R-101': Facts['R-101'] } {
  return {
    'R-101': {
      customer: 'Muster Werkzeugbau GmbH',
      partner: 'Beispiel Systemhaus',
      contacts,
      sourceProduct: 'uc-v4',
      targetVersion: 'V9 SR1',
    },
  };
}

export function scope(users: number): { 'R-106': Facts['R-106'] } {
  const ticks = Object.fromEntries(SCOPE_ITEMS.map((item) => [item, true])) as ScopeTicks;
  return { 'R-106': { ...ticks, users, list: scopeList(ticks) } };
}

export const OLD_HOST = 'UC01';
export const OLD_ADDRESS = '192.0.2.10';

/** Old and new server as intake names them. */
export function servers(change: Partial<Facts['R-102']> = {}): { 'R-102': Facts['R-102'] } {
  return {
    'R-102': {
      newHardware: true,
      sourceHost: OLD_HOST,
      targetHost: 'CONNECT01',
      sourceAddresses: [OLD_ADDRESS],
      targetAddresses: ['192.0.2.20'],
      targetMachine: 'virtual',
      sameHost: false,
      ...change,
    },
  };
}

/** Output of `ipconfig /all` as a German Windows prints it (made up). */
export function ipconfig(mac: string, host = OLD_HOST, address = OLD_ADDRESS): string {
  return [
    'Windows-IP-Konfiguration',
    '',
    `   Hostname  . . . . . . . . . . . . : ${host}`,
    '   Primäres DNS-Suffix . . . . . . . : muster.local',
    '',
    'Ethernet-Adapter Ethernet0:',
    '   Beschreibung. . . . . . . . . . . : Intel(R) 82574L',
    `   Physische Adresse . . . . . . . . : ${mac}`,
    `   IPv4-Adresse  . . . . . . . . . . : ${address}(Bevorzugt)`,
    '   Standardgateway . . . . . . . . . : 192.0.2.1',
    '   DHCP aktiviert. . . . . . . . . . : Nein',
    '   DHCPv6-Client-DUID. . . . . . . . : 00-01-00-01-2A-3B-4C-5D-00-50-56-AA-BB-CC',
  ].join('\r\n');
}
