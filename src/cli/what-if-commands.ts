import { REASON, text, type CommandRow, type OptionRow } from './command-row.js';

/** Options of `run new` that make a what-if. */
export const FORKING: readonly OptionRow[] = [
  {
    flags: '--from <run>',
    text: text(
      'Was-wäre-wenn dieses Laufs: seine Ergebnisse und Entscheidungen, ohne Freigaben; nie von anderer Art (--kind weglassen)',
      'what-if of this run: its results and decisions, without approvals; never of another kind (leave out --kind)',
    ),
  },
  {
    flags: '--at <steps>',
    text: text(
      'mit --from: an diesen Schritten stehen; sie und was danach kommt, gelten als nicht getan',
      'with --from: stand at these steps; they and what comes after them count as not done',
    ),
    many: true,
  },
  {
    flags: '--without <steps>',
    text: text(
      'mit --from: ohne die Ergebnisse dieser Schritte, sonst wie dort',
      'with --from: without the results of these steps, otherwise as there',
    ),
    many: true,
  },
];

/** Commands on what-ifs beside `run new --from`. */
export const WHAT_IF_COMMANDS: readonly CommandRow[] = [
  {
    usage: 'run compare <a> <b>',
    right: 'project.see',
    about: 'both runs',
    text: text(
      'zwei Läufe nebeneinander: was anders gemeldet und entschieden wurde, was die Prüfung sagte und was dadurch anders ist',
      'two runs side by side: what was handed in and decided otherwise, what the check said, and what differs because of it',
    ),
    load: async () => (await import('./compare-action.js')).compareRuns,
  },
  {
    usage: 'run promote <from> <to>',
    right: 'run.submit',
    about: 'both runs',
    text: text(
      'Angaben eines Was-wäre-wenn in den Lauf einreichen, von dem es stammt',
      'hand claims of a what-if in to the run it came from',
    ),
    options: [
      {
        flags: '--step <steps>',
        text: text(
          'welche Schritte, mehrfach oder mit Komma',
          'which steps, repeatable or with commas',
        ),
        many: true,
        required: true,
      },
      { flags: '--dry-run', text: text('nur zeigen', 'only show') },
      REASON,
    ],
    load: async () => (await import('./promote-action.js')).promoteClaims,
  },
];
