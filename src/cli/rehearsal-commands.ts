import { text, type CommandRow, type OptionRow } from './command-row.js';

const actions = () => import('./rehearsal-actions.js');

const PLAY: readonly OptionRow[] = [
  {
    flags: '--decisions <file>',
    text: text(
      'Entscheidungen zu gelben und nicht zugeordneten Benutzern (YAML)',
      'decisions on yellow and unmatched users (YAML)',
    ),
  },
  {
    flags: '--select <groups>',
    text: text('nur diese Gruppen (a,b)', 'these groups only (a,b)'),
  },
  {
    flags: '--again',
    text: text('Benutzerdaten ein zweites Mal importieren', 'import user data a second time'),
  },
];

/** Commands of the rehearsal on a stand-in server: a model, no data folder. */
export const REHEARSAL_COMMANDS: readonly CommandRow[] = [
  {
    usage: 'rehearsal new',
    text: text(
      'Modell eines Connect-Servers aus Listen und Export anlegen',
      'make a model of a Connect server from lists and export',
    ),
    options: [
      { flags: '--export <dir>', text: text('Export-Ordner', 'export folder'), required: true },
      { flags: '--users <file>', text: text('Liste aus V4', 'list of V4'), required: true },
      {
        flags: '--ad <file>',
        text: text('Liste aus dem Active Directory', 'list of Active Directory'),
      },
      {
        flags: '--recorded <file>',
        text: text(
          'Liste mit hasData: wer schon in Connect aufgenommen hat',
          'list with hasData: who has recorded in Connect already',
        ),
      },
      {
        flags: '--plan <file>',
        text: text('Plan der Konnektoren (YAML)', 'plan of the connectors (YAML)'),
      },
      {
        flags: '-o, --output <dir>',
        text: text('neuer oder leerer Ordner', 'new or empty folder'),
        required: true,
        writes: true,
      },
    ],
    load: async () => (await actions()).makeRehearsal,
  },
  {
    usage: 'rehearsal play <dir>',
    text: text(
      'die Umstellung am Modell durchspielen; schreibt rehearsal.json',
      'play the migration on the model; writes rehearsal.json',
    ),
    options: PLAY,
    load: async () => (await actions()).play,
  },
  {
    usage: 'rehearsal run <id> <dir>',
    right: 'project.see',
    text: text(
      'einen Probelauf ganz durchspielen: das Modell antwortet für den Connect-Server',
      'play a whole rehearsal run: the model answers for the Connect server',
    ),
    options: PLAY,
    load: async () => (await import('./rehearsal-run-action.js')).playRun,
  },
  {
    usage: 'rehearsal change <dir> <group> <file>',
    text: text(
      'eine Gruppe von Einstellungen am Modell von Hand ändern',
      'change a group of settings on the model by hand',
    ),
    load: async () => (await actions()).changeByHand,
  },
];
