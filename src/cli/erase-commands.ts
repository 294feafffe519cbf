import { OUTPUT, REASON, text, type CommandRow, type OptionRow } from './command-row.js';

const erasing = () => import('./erase-actions.js');

const DRY: OptionRow = {
  flags: '--dry-run',
  text: text('nur zählen, was gelöscht würde', 'only count what would be erased'),
};

/** Commands that erase personal values (GDPR, ADR 0029). */
export const ERASE_COMMANDS: readonly CommandRow[] = [
  {
    usage: 'erase project <project>',
    right: 'project.erase',
    text: text(
      'alle persönlichen Angaben eines beendeten Projekts löschen; das Protokoll bleibt prüfbar',
      'erase all personal values of an ended project; the audit trail still verifies',
    ),
    options: [REASON, DRY],
    load: async () => (await erasing()).eraseProject,
  },
  {
    usage: 'erase person <name>',
    right: 'people.erase',
    text: text(
      'alle Angaben löschen, die eine Person nennen, in allen Läufen',
      'erase all values that name a person, in all runs',
    ),
    options: [
      {
        flags: '--also <word>',
        many: true,
        text: text(
          'was die Person noch nennt, z. B. eine Adresse',
          'what else names the person, e.g. an address',
        ),
      },
      REASON,
      DRY,
    ],
    load: async () => (await erasing()).erasePerson,
  },
  {
    usage: 'erase finish',
    right: 'installation.back-up',
    text: text('ein unterbrochenes Löschen zu Ende bringen', 'finish an interrupted erasure'),
    load: async () => (await erasing()).finishErasing,
  },
  {
    usage: 'erase register',
    right: 'installation.back-up',
    text: text(
      'Verzeichnis der Löschungen schreiben, für alte Sicherungen; es nennt niemanden',
      'write the register of erasures, for older backups; it names nobody',
    ),
    options: [OUTPUT],
    load: async () => (await erasing()).writeRegister,
  },
];
