import { ARCHIVE_COMMANDS } from './archive-commands.js';
import { BACKUP_COMMANDS } from './backup-commands.js';
import { ERASE_COMMANDS } from './erase-commands.js';
import { REASON, text, type CommandRow } from './command-row.js';
import { DEFINITION_COMMANDS } from './definition-commands.js';
import { PEOPLE_COMMANDS } from './people-commands.js';
import { RUN_COMMANDS } from './run-commands.js';

/** Commands every program has, whatever sequence is composed into it. */
export const CORE_COMMANDS: readonly CommandRow[] = [
  ...RUN_COMMANDS,
  ...ARCHIVE_COMMANDS,
  ...DEFINITION_COMMANDS,
  ...PEOPLE_COMMANDS,
  ...BACKUP_COMMANDS,
  ...ERASE_COMMANDS,
  {
    usage: 'begin',
    right: 'settings.change',
    text: text(
      'Arbeit freigeben, wo ein Server mit --paused nur ansieht',
      'let the work begin where a server started with --paused only looks',
    ),
    options: [REASON],
    load: async () => (await import('./begin-action.js')).begin,
  },
  {
    usage: 'quota show',
    right: 'installation.examine',
    text: text('Platz für Nachweise: erlaubt und belegt', 'room for evidence: allowed and used'),
    load: async () => (await import('./quota-actions.js')).showQuota,
  },
  {
    usage: 'quota set',
    right: 'settings.change',
    text: text('Platz für Nachweise begrenzen', 'limit the room for evidence'),
    options: [
      {
        flags: '--project <mib>',
        text: text('MiB für ein Projekt, oder none', 'MiB for one project, or none'),
      },
      {
        flags: '--installation <mib>',
        text: text('MiB für alle zusammen, oder none', 'MiB for all together, or none'),
      },
      REASON,
    ],
    load: async () => (await import('./quota-actions.js')).setQuota,
  },
  {
    usage: 'doctor',
    right: 'installation.examine',
    text: text('Datenordner untersuchen', 'examine the data folder'),
    load: async () => (await import('./instance-actions.js')).examine,
  },
];
