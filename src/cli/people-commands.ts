import { ROLES } from '../access/rights.js';
import { text, type CommandRow, type OptionRow } from './command-row.js';

const people = () => import('./people-actions.js');
const signing = () => import('./sign-in-actions.js');

const PASSWORD: OptionRow = {
  flags: '--password-file <file>',
  text: text('Datei mit dem Kennwort in einer Zeile', 'file that holds the password in one line'),
};
const NEW_TOKEN: OptionRow = {
  flags: '-o, --output <file>',
  text: text('Datei für das Sitzungstoken', 'file for the session token'),
  required: true,
  writes: true,
};
const NAME: OptionRow = {
  flags: '--name <name>',
  text: text('Name, unter dem die Person handelt', 'name the person acts under'),
};

/** Commands on people and rights. */
export const PEOPLE_COMMANDS: readonly CommandRow[] = [
  {
    usage: 'people invite',
    text: text(
      'Einladung ausstellen; ohne Konten die des Besitzers',
      'make an invitation; without accounts that of the owner',
    ),
    options: [
      NAME,
      { flags: '--role <role>', text: text('Rolle', 'role'), choices: ROLES },
      {
        flags: '--scope <scope>',
        text: text(
          'installation, partner:ID, customer:ID oder project:ID',
          'installation, partner:ID, customer:ID or project:ID',
        ),
      },
    ],
    load: async () => (await people()).invite,
  },
  {
    usage: 'people join',
    text: text('Einladung einlösen und anmelden', 'use an invitation and sign in'),
    options: [
      {
        flags: '--invitation-file <file>',
        text: text('Datei mit dem Code der Einladung', 'file with the code of the invitation'),
        required: true,
      },
      { ...NAME, text: text('nur für den ersten Besitzer', 'only for the first owner') },
      PASSWORD,
      NEW_TOKEN,
    ],
    load: async () => (await signing()).join,
  },
  {
    usage: 'people sign-in',
    text: text('anmelden', 'sign in'),
    options: [{ ...NAME, required: true }, PASSWORD, NEW_TOKEN],
    load: async () => (await signing()).signIn,
  },
  {
    usage: 'people list',
    text: text('Personen, Rollen und offene Einladungen', 'people, roles and open invitations'),
    load: async () => (await people()).list,
  },
  {
    usage: 'people revoke <account>',
    text: text('Konto sperren, alle Sitzungen enden', 'revoke an account, its sessions end'),
    load: async () => (await people()).revoke,
  },
  {
    usage: 'people sessions',
    text: text('eigene Sitzungen ansehen oder beenden', 'see or end your own sessions'),
    options: [
      {
        flags: '--end <session>',
        text: text('diese Sitzung beenden, oder „all“', 'end this session, or "all"'),
      },
    ],
    load: async () => (await people()).sessions,
  },
];
