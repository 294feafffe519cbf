import { join } from 'node:path';
import { RequestError } from '../core/errors.js';
import { ALWAYS } from '../drill/errors/always.js';
import { CATALOG } from '../drill/errors/catalog.js';
import { newDrill } from '../drill/new-drill.js';
import { option, type Call, type Handler } from './call.js';

const DEFAULT_USERS = 12;
const DEFAULT_SEED = 1;

/** `drill new --out DIR [--users N] [--seed S] [--errors LIST]`: writes a fictitious customer; opens no data folder. */
export const writeDrill: Handler = async (call) => {
  const { screen } = call;
  const errors = option(call, 'errors') ?? 'none';
  if (errors === 'list') return showCatalog(call);
  const summary = await newDrill({
    out: folderOf(call),
    errors,
    users: wholeNumber(call, 'users', DEFAULT_USERS),
    seed: wholeNumber(call, 'seed', DEFAULT_SEED),
  });
  const { out, customer, users, files, answers, planted } = summary;
  const file = join(out, 'answers.yaml');
  await screen.answer(summary, () => [
    screen.pick(
      `Übungskunde ${customer}: ${users} Benutzer, ${files} Dateien in ${out}`,
      `Practice customer ${customer}: ${users} users, ${files} files in ${out}`,
    ),
    ...(planted > 0
      ? [
          screen.pick(
            `Eingebaute Fehler: ${planted}, dazu die ${ALWAYS.length} jeder Übung.`,
            `Planted errors: ${planted}, and the ${ALWAYS.length} of every practice.`,
          ),
        ]
      : []),
    screen.pick('Alles ist erfunden. So geht es weiter:', 'Everything is invented. Go on with:'),
    `  umstieg project new --customer "${customer}" --kind drill --as "Anna Berg"`,
    `  umstieg play ${screen.pick('LAUF', 'RUN')} "${file}"   ${screen.pick(`(${answers} Einträge)`, `(${answers} entries)`)}`,
    `  umstieg drill grade ${screen.pick('LAUF', 'RUN')} --key "${join(out, 'key.json')}"`,
  ]);
  return 0;
};

/** What can be planted, and who has to flag it. */
async function showCatalog({ screen }: Call): Promise<number> {
  const errors = CATALOG.map(({ id, what, named, trap, by, code }) => ({
    ...{ id, what, named, trap, by, code },
  }));
  await screen.answer({ errors }, () => [
    ...errors.map(
      ({ id, what, named, by, code }) => `${id}  ${screen.say(what)}  [${named}] → ${by} ${code}`,
    ),
    screen.pick(
      `${errors.length} Fehler. Wo kein Schritt steht, fragt „drill grade“ den Dateibefehl.`,
      `${errors.length} errors. Where no step is named, "drill grade" asks the file command.`,
    ),
  ]);
  return 0;
}

/** @throws RequestError command.unknown */
function folderOf(call: Call): string {
  const out = option(call, 'out');
  if (out !== undefined) return out;
  throw new RequestError('command.unknown', {
    de: 'Es fehlt --out DIR: ein neuer oder leerer Ordner.',
    en: '--out DIR is missing: a new or empty folder.',
  });
}

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
