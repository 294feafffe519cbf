import { OUTPUT, REASON, text, type CommandRow, type OptionRow } from './command-row.js';

const backups = () => import('./backup-actions.js');

const EVIDENCE: OptionRow = {
  flags: '--evidence <folder>',
  text: text(
    'Ordner der Nachweise; ohne Angabe „evidence“ neben der Datei',
    'folder of the evidence; "evidence" beside the file by default',
  ),
};

/** Commands on backups of the whole data folder. */
export const BACKUP_COMMANDS: readonly CommandRow[] = [
  {
    usage: 'backup',
    text: text(
      'Datenordner sichern, auch während daran gearbeitet wird; die Datei enthält die Schlüssel',
      'back the data folder up, also while it is worked with; the file contains the keys',
    ),
    options: [OUTPUT, { ...EVIDENCE, writes: true }],
    load: async () => (await backups()).makeBackup,
  },
  {
    usage: 'restore <file>',
    text: text(
      'Sicherung in einen leeren Datenordner zurückholen und alles prüfen',
      'restore a backup into an empty data folder and verify all of it',
    ),
    options: [
      EVIDENCE,
      {
        flags: '--erasures <file>',
        text: text(
          'Verzeichnis der Löschungen; ohne Angabe „erasures.jsonl“ im Ordner der Nachweise',
          'register of erasures; "erasures.jsonl" in the folder of evidence by default',
        ),
      },
      REASON,
      {
        flags: '--accept-findings',
        text: text(
          'auch, wenn die Prüfung Schäden findet, die schon gesichert wurden',
          'even when the check finds damage that was backed up',
        ),
      },
    ],
    load: async () => (await backups()).restoreBackup,
  },
];
