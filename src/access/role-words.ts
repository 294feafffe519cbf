import type { Text } from '../core/text.js';
import type { Role } from './rights.js';

/** What a role is called, inside a sentence. */
export const ROLE_WORDS: Readonly<Record<Role, Text>> = {
  owner: { de: 'Besitzer der Installation', en: 'owner of the installation' },
  lead: { de: 'Projektleitung', en: 'project lead' },
  technician: { de: 'Techniker', en: 'technician' },
  approver: { de: 'Freigabe durch den Kunden', en: 'approval by the customer' },
  auditor: { de: 'Prüfung, liest nur', en: 'audit, reads only' },
};
