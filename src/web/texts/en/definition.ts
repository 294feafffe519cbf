import type { Same } from '../same.js';
import type * as de from '../de/definition.js';

export const definition: Same<typeof de.definition> = {
  title: 'Versions of the sequence',
  versions: 'Versions in this data folder',
  name: 'Sequence',
  version: 'Version',
  hash: 'Hash',
  runs: 'Runs',
  use: 'Use',
  current: 'new runs get it',
  differences: 'What differs',
  onlyOne:
    'There is one version only. When a new program brings another, what changes stands here.',
  from: 'From',
  to: 'To',
  same: 'Both are built alike.',
  count_one: '{{count}} difference in structure',
  count_other: '{{count}} differences in structure',
  textsOnly: 'Other texts only: {{where}}',
  forecast: 'What a move to {{to}} does',
  forecastHelp: 'A forecast. It changes nothing.',
  noRuns: 'No run is open.',
  verdict: {
    moved: 'Moves, nothing is lost',
    reopened: 'Moves, some steps open again',
    refused: 'Cannot move',
    'left-alone': 'Stays as it is',
  },
  next: 'Next after that: {{steps}}',
  move: 'Move the run',
  moveTitle: 'Move {{customer}} to the other version?',
  moveHelp: 'Results and approvals go along. The audit trail records the move with your reason.',
  undo: 'Take the last move back',
  undoTitle: '{{customer}}: take the last move back?',
  undoHelp:
    'The run then stands as it stood before the move. Possible only while nothing has happened since.',
};
