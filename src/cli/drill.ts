import { join } from 'node:path';
import { RequestError } from '../core/errors.js';
import { newDrill } from '../drill/new-drill.js';
import { needed, option, type Call, type Handler } from './call.js';

const DEFAULT_USERS = 12;
const DEFAULT_SEED = 1;

/** `drill new --out DIR [--users N] [--seed S]`: writes a fictitious customer; opens no data folder. */
export const writeDrill: Handler = async (call) => {
  const { screen } = call;
  const summary = await newDrill({
    out: needed(call, 'out'),
    users: wholeNumber(call, 'users', DEFAULT_USERS),
    seed: wholeNumber(call, 'seed', DEFAULT_SEED),
  });
  const { out, customer, users, files, answers } = summary;
  const file = join(out, 'answers.yaml');
  await screen.answer(summary, () => [
    screen.pick(
      `Übungskunde ${customer}: ${users} Benutzer, ${files} Dateien in ${out}`,
      `Practice customer ${customer}: ${users} users, ${files} files in ${out}`,
    ),
    screen.pick('Alles ist erfunden. So geht es weiter:', 'Everything is invented. Go on with:'),
    `  umstieg project new --customer "${customer}" --kind drill --as "Anna Berg"`,
    `  umstieg play ${screen.pick('LAUF', 'RUN')} "${file}"   ${screen.pick(`(${answers} Einträge)`, `(${answers} entries)`)}`,
  ]);
  return 0;
};

/** @throws RequestError input.invalid naming the option and what came */
function wholeNumber(call: Call, name: string, otherwise: number): number {
  const text = option(call, name);
  if (text === undefined) return otherwise;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new RequestError('input.invalid', {
    de: `--${name}: Erwartet wird eine ganze Zahl ab 0, angegeben ist „${text.slice(0, 60)}“.`,
    en: `--${name}: a whole number from 0 on is expected, got "${text.slice(0, 60)}".`,
  });
}
