import type { Sequence } from '../../src/engine/sequence.js';
import { CheckAfterDay, ExchangeCertificate } from './exchange.steps.js';
import { CERTIFICATE } from './machines.js';
import { SendNotice, WriteNotice } from './notice.steps.js';
import { CheckTimeLeft, IdentifyServer } from './planning.steps.js';

/** `document.md` as a sequence: nothing outside this folder knows it. */
export const CERTIFICATE_RENEWAL: Sequence = {
  definition: CERTIFICATE,
  steps: [
    IdentifyServer,
    CheckTimeLeft,
    ExchangeCertificate,
    CheckAfterDay,
    WriteNotice,
    SendNotice,
  ],
  title: { de: 'Zertifikat am Mailserver', en: 'Certificate of the mail server' },
  partTitles: {
    planning: { de: 'Planung', en: 'Planning' },
    exchange: { de: 'Austausch', en: 'Exchange' },
    notice: { de: 'Mitteilung', en: 'Notice' },
  },
  warnings: {
    'W-01': {
      de: 'Der Austausch trennt bestehende Verbindungen: Ohne Sicherung gibt es keinen Weg zurück.',
      en: 'The exchange cuts open connections: without a saved copy there is no way back.',
    },
  },
  rules: {
    K1: {
      de: 'Austausch und Mitteilung beginnen, wenn genug Zeit bis zum Ablauf bleibt.',
      en: 'Exchange and notice begin when enough time is left until expiry.',
    },
    K2: {
      de: 'Ausgetauscht wird erst, wenn eine zweite Person freigegeben hat.',
      en: 'Nothing is exchanged before a second person has approved.',
    },
  },
};
