import { commandAction } from '../access/engine-actions.js';
import { RUN_KINDS, WHAT_IF } from '../core/parts.js';
import { REASON, text, type CommandRow, type OptionRow } from './command-row.js';
import { FORKING, WHAT_IF_COMMANDS } from './what-if-commands.js';

const KIND: OptionRow = {
  flags: '--kind <kind>',
  text: text('Art des Laufs', 'kind of run'),
  choices: RUN_KINDS,
};
const OFF: OptionRow = {
  flags: '--off <steps>',
  text: text(
    '(+)-Schritte, auf die verzichtet werden soll, mit Komma getrennt; eine zweite Person gibt sie frei',
    '(+) steps to do without, separated by commas; a second person grants them',
  ),
};
const ALL: OptionRow = {
  flags: '--all',
  text: text('alle Schritte, auch erledigte', 'all steps, done ones too'),
};

const projects = () => import('./project-actions.js');
const tasks = () => import('./task-actions.js');

/** Commands on projects, runs and their steps. */
export const RUN_COMMANDS: readonly CommandRow[] = [
  {
    usage: 'project new',
    right: 'project.new',
    about: 'somewhere',
    text: text('Projekt mit seinem ersten Lauf anlegen', 'make a project with its first run'),
    options: [
      { flags: '--customer <name>', text: text('Name des Kunden', 'customer'), required: true },
      KIND,
      OFF,
      {
        flags: '--tenant <scope>',
        text: text(
          'Partner oder Kunde, dem es gehört (customer:ID), sobald es Konten gibt',
          'partner or customer it belongs to (customer:ID), once there are accounts',
        ),
      },
    ],
    load: async () => (await projects()).newProject,
  },
  {
    usage: 'project list',
    right: 'project.see',
    about: 'somewhere',
    text: text('alle Läufe aller Projekte', 'all runs of all projects'),
    load: async () => (await projects()).listProjects,
  },
  {
    usage: 'project show <id>',
    right: 'project.see',
    text: text('Checkliste eines Laufs', 'checklist of a run'),
    options: [ALL],
    load: async () => (await projects()).showProject,
  },
  ...(['pause', 'resume', 'cancel'] as const).map((what) => ({
    usage: `project ${what} <id>`,
    right: commandAction(what),
    text: {
      pause: text('Lauf anhalten', 'pause a run'),
      resume: text('Lauf fortsetzen', 'go on with a paused run'),
      cancel: text('Lauf abbrechen', 'cancel a run'),
    }[what],
    options: [REASON],
    load: async () => (await projects()).changeRun(what),
  })),
  {
    usage: 'project plan <id>',
    right: 'run.plan',
    text: text(
      'planen, wann Teile beginnen und enden und wann umgeschaltet wird',
      'plan when parts begin and end, and when the cut-over is',
    ),
    options: [
      {
        flags: '--part <part=from/until>',
        text: text('Termine eines Teils, mehrfach', 'dates of a part, repeatable'),
        many: true,
      },
      {
        flags: '--milestone <step=time>',
        text: text('Termin eines Schritts, mehrfach', 'date of a step, repeatable'),
        many: true,
      },
    ],
    load: async () => (await import('./plan-action.js')).planRun,
  },
  {
    usage: 'run new <project>',
    right: 'run.new',
    text: text(
      'weiterer Lauf eines Projekts, oder Was-wäre-wenn eines Laufs (--from)',
      'a further run of a project, or a what-if of a run (--from)',
    ),
    options: [{ ...KIND, choices: [...RUN_KINDS, WHAT_IF] }, OFF, ...FORKING],
    load: async () => (await projects()).newRun,
  },
  ...WHAT_IF_COMMANDS,
  {
    usage: 'task show <id> <step>',
    right: 'project.see',
    text: text('was zu tun ist, mit Feldern und Verlauf', 'what to do, with fields and history'),
    load: async () => (await tasks()).showTask,
  },
  {
    usage: 'task do <id> <step>',
    right: 'run.submit',
    text: text('Ergebnis melden und prüfen lassen', 'hand in a result and have it checked'),
    options: [
      { flags: '--set <k=v>', text: text('ein Feld, mehrfach', 'a field, repeatable'), many: true },
      { flags: '--input <file>', text: text('Felder als JSON-Datei', 'fields as a JSON file') },
      {
        flags: '--evidence <file>',
        text: text('Nachweis, mehrfach', 'evidence, repeatable'),
        many: true,
      },
    ],
    load: async () => (await tasks()).doTask,
  },
  {
    usage: 'task approve <id> <step>',
    right: 'run.approve',
    text: text('als zweite Person freigeben', 'approve as a second person'),
    options: [REASON],
    load: async () => (await tasks()).decide('approve'),
  },
  {
    usage: 'task reject <id> <step>',
    right: 'run.reject',
    text: text('als zweite Person ablehnen', 'reject as a second person'),
    options: [REASON],
    load: async () => (await tasks()).decide('reject'),
  },
  {
    usage: 'task withdraw <id> <step>',
    right: 'run.withdraw',
    text: text('zurückziehen, was auf eine Freigabe wartet', 'take back what waits for approval'),
    options: [REASON],
    load: async () => (await tasks()).decide('withdraw'),
  },
  {
    usage: 'task assign <id> <step>',
    right: 'run.assign',
    text: text('jemandem zuweisen', 'assign to somebody'),
    options: [{ flags: '--to <user>', text: text('wem', 'to whom'), required: true }],
    load: async () => (await tasks()).assignTask,
  },
  {
    usage: 'task note <id> <step>',
    right: 'run.note',
    text: text('festhalten, was aufgefallen ist', 'record what was seen'),
    options: [{ flags: '--text <text>', text: text('was', 'what'), required: true }],
    load: async () => (await tasks()).noteOnTask,
  },
  {
    usage: 'task waive <id> <step>',
    right: 'run.waive',
    text: text('Überspringen beantragen', 'request to skip a step'),
    options: [REASON],
    load: async () => (await tasks()).decide('waive'),
  },
  {
    usage: 'task redo <id> <step>',
    right: 'run.redo',
    text: text('Schritt wieder öffnen', 'reopen a step'),
    options: [
      REASON,
      {
        flags: '--keep <step>',
        text: text('Folgeschritt, dessen Angaben bleiben, mehrfach', 'later step to keep'),
        many: true,
      },
    ],
    load: async () => (await tasks()).redoTask,
  },
  {
    usage: 'task accept-outdated <id> <step>',
    right: 'run.accept-outdated',
    text: text('veraltetes Ergebnis behalten (Antrag)', 'request to keep an outdated result'),
    options: [REASON],
    load: async () => (await tasks()).decide('accept-outdated'),
  },
  {
    usage: 'task switch <id> <step> <on|off>',
    right: 'run.switch',
    text: text(
      '(+)-Schritt zuschalten, oder beantragen, ihn abzuschalten',
      'switch a (+) step on, or request to switch it off',
    ),
    options: [REASON],
    load: async () => (await tasks()).switchTask,
  },
  {
    usage: 'signal <id> <type>',
    right: 'run.signal',
    text: text('Ereignis von außen melden', 'report an event from outside'),
    load: async () => (await tasks()).sendSignal,
  },
  {
    usage: 'guide <id>',
    right: 'project.see',
    text: text('führt im Terminal durch die nächsten Schritte', 'guides through the next steps'),
    load: async () => (await import('./guide/guide-action.js')).guideRun,
  },
  {
    usage: 'play <id> <answers>',
    right: 'project.see',
    text: text('Antwortdatei (YAML) abspielen', 'play a file of answers (YAML)'),
    load: async () => (await import('./play-action.js')).playAnswers,
  },
];
