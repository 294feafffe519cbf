import { stringify } from 'yaml';
import { acceptanceAnswers } from './acceptance-answers.js';
import type { Answer } from './answer.js';
import type { Customer } from './customer.js';
import { exportAnswers, settingsAnswers, transferAnswers } from './export-answers.js';
import { intakeAnswers } from './intake-answers.js';
import { licenseAnswers, targetAnswers } from './license-answers.js';
import { lineAnswers, userAnswers } from './user-answers.js';
import { voicemailAnswers } from './voicemail-answers.js';

/** Every answer of the whole sequence, in an order in which each step is open when its answer comes. */
export function allAnswers(customer: Customer): Answer[] {
  return [
    ...intakeAnswers(customer),
    ...targetAnswers(customer),
    ...licenseAnswers(customer),
    ...exportAnswers(),
    ...transferAnswers(),
    ...settingsAnswers(customer),
    ...userAnswers(customer),
    ...lineAnswers(customer),
    ...voicemailAnswers(customer),
    ...acceptanceAnswers(customer),
  ];
}

/** `answers.yaml` */
export function answersFile(answers: readonly Answer[]): string {
  const head = [
    '# Übung: spielt die ganze Migration durch. Pfade gelten ab diesem Ordner.',
    '# Practice: plays the whole migration. Paths are relative to this folder.',
    '# umstieg play LAUF/RUN answers.yaml',
  ];
  return `${head.join('\n')}\n${stringify(answers, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}
