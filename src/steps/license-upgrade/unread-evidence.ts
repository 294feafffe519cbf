import type { Reason } from '../../core/outcome.js';
import type { Text } from '../../core/text.js';
import type { Unread } from '../evidence/read-evidence.js';
import { reason } from '../verdicts.js';

const WHY: Readonly<Record<Unread['why'], Text>> = {
  empty: { de: 'Die Datei ist leer.', en: 'The file is empty.' },
  'too-large': {
    de: 'Die Datei ist größer als 20 MiB und wird nicht gelesen.',
    en: 'The file is larger than 20 MiB and is not read.',
  },
  'pdf-password': {
    de: 'Das PDF ist durch ein Kennwort geschützt. Speichern Sie es ohne Kennwort.',
    en: 'The PDF is protected by a password. Save it without one.',
  },
  'pdf-damaged': {
    de: 'Das PDF ist beschädigt. Speichern Sie es noch einmal.',
    en: 'The PDF is damaged. Save it again.',
  },
  'pdf-scan': {
    de: 'Das PDF enthält nur Bilder (ein Scan). Ein PDF mit Text oder die Mail selbst lässt sich vergleichen.',
    en: 'The PDF holds pictures only (a scan). A PDF with text, or the mail itself, can be compared.',
  },
  mail: {
    de: 'Die Mail lässt sich nicht lesen. Speichern Sie sie noch einmal als .eml oder .msg.',
    en: 'The mail cannot be read. Save it again as .eml or .msg.',
  },
  kind: {
    de: 'Diese Art von Datei wird nicht gelesen. Gelesen werden Mails, PDF und Textdateien.',
    en: 'This kind of file is not read. Mails, PDF and text files are.',
  },
};

/** Says beside the verdict which evidence was not compared, why, and what would help. */
export function notRead({ name, why }: Unread): Reason {
  const { de, en } = WHY[why];
  return reason('evidence.not-read', `Nicht gelesen: ${de}`, `Not read: ${en}`, {
    place: { file: name },
    claimed: why,
  });
}
