import { REASON, text, type CommandRow, type OptionRow } from './command-row.js';

const MAPPING: OptionRow = {
  flags: '--mapping <file>',
  text: text('Zuordnung umbenannter Namen (JSON)', 'mapping of renamed names (JSON)'),
};

const actions = () => import('./definition-actions.js');
const moves = () => import('./migrate-actions.js');

/** Commands on the versions of a sequence and the runs that follow them. */
export const DEFINITION_COMMANDS: readonly CommandRow[] = [
  {
    usage: 'definition list',
    right: 'definition.see',
    about: 'somewhere',
    text: text('Sequenzen und ihre Läufe', 'sequences and their runs'),
    load: async () => (await actions()).listDefinitions,
  },
  {
    usage: 'definition diff <a> <b>',
    right: 'definition.see',
    about: 'somewhere',
    text: text('was sich zwischen zwei Fassungen ändert', 'what changes between two versions'),
    options: [MAPPING],
    load: async () => (await actions()).diffTwo,
  },
  {
    usage: 'definition migrate [id]',
    right: 'run.migrate',
    text: text(
      'Läufe auf eine andere Fassung umstellen; ohne --apply nur zeigen, was würde',
      'move runs to another version; without --apply only show what would become of them',
    ),
    options: [
      {
        flags: '--to <version>',
        text: text('Fassung oder Hash', 'version or hash'),
        required: true,
      },
      { flags: '--all', text: text('alle offenen Läufe', 'all open runs') },
      { flags: '--apply', text: text('umstellen', 'do it') },
      REASON,
      MAPPING,
    ],
    load: async () => (await moves()).migrateRuns,
  },
  {
    usage: 'definition revert <id>',
    right: 'run.undo-migration',
    text: text(
      'Umstellung zurücknehmen, solange danach nichts geschah',
      'take a move back as long as nothing was done since',
    ),
    options: [REASON],
    load: async () => (await moves()).revertRun,
  },
];
