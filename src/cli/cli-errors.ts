import { CommanderError } from 'commander';
import { Unreadable } from '../connect/finding.js';
import { RequestError, UmstiegError, errorDocument } from '../core/errors.js';
import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { placeText } from './finding-lines.js';
import type { Screen } from './screen.js';

type Words = (what: string) => Text;

const COMMANDER: Readonly<Record<string, Words>> = {
  'commander.unknownCommand': (what) => ({
    de: `Den Befehl „${what}“ gibt es nicht. Alle Befehle: umstieg --help.`,
    en: `There is no command "${what}". All commands: umstieg --help.`,
  }),
  'commander.unknownOption': (what) => ({
    de: `Die Option „${what}“ gibt es hier nicht.`,
    en: `There is no option "${what}" here.`,
  }),
  'commander.missingArgument': (what) => ({
    de: `Es fehlt: ${what}.`,
    en: `Missing: ${what}.`,
  }),
  'commander.optionMissingArgument': (what) => ({
    de: `Die Option „${what}“ braucht einen Wert.`,
    en: `The option "${what}" needs a value.`,
  }),
  'commander.missingMandatoryOptionValue': (what) => ({
    de: `Die Option „${what}“ fehlt.`,
    en: `The option "${what}" is missing.`,
  }),
};

/** What a command line that was not understood is told; undefined for help and version, which are no errors. */
export function fromCommander(error: CommanderError): UmstiegError | undefined {
  if (['commander.helpDisplayed', 'commander.version'].includes(error.code)) return undefined;
  const raw = error.message.replace(/^error: /, '');
  const what = /'([^']*)'/.exec(raw)?.[1] ?? '';
  const hint = /\(Did you mean (.+)\?\)/.exec(raw)?.[1];
  const words = COMMANDER[error.code]?.(what) ?? {
    de: `Der Befehl wurde nicht verstanden: ${raw}`,
    en: `The command was not understood: ${raw}`,
  };
  if (error.code === 'commander.help') return helpInstead();
  const text = hint
    ? { de: `${words.de} Gemeint: ${hint}?`, en: `${words.en} Did you mean ${hint}?` }
    : words;
  return new RequestError('command.unknown', text, hint ? { expected: [hint] } : {});
}

function helpInstead(): RequestError {
  return new RequestError('command.unknown', {
    de: 'Der Befehl ist unvollständig. Möglich ist, was die Hilfe nennt: --help.',
    en: 'The command is incomplete. What is possible stands in the help: --help.',
  });
}

/** A file that could not be read at all. */
export function unreadable(reason: Reason): RequestError {
  const { claimed, known, place, text } = reason;
  const came = claimed === undefined ? '' : ` – ${claimed}`;
  const expected = known === undefined ? {} : { expected: [known] };
  const tail = (word: string) => (known === undefined ? came : `${came} (${word}: ${known})`);
  return new RequestError(
    'file.unreadable',
    { de: text.de + tail('erwartet'), en: text.en + tail('expected') },
    { ...(place ? { place } : {}), ...expected },
  );
}

/** An input file the system does not give us. */
export function inputProblem(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof UmstiegError || error instanceof Unreadable || typeof code !== 'string')
    return error;
  const known = INPUT_WORDS[code] ?? {
    de: `Die Datei ist nicht lesbar (${code}).`,
    en: `The file cannot be read (${code}).`,
  };
  return new RequestError(
    'file.unreadable',
    { de: `„${path}“: ${known.de}`, en: `"${path}": ${known.en}` },
    { place: { file: path } },
  );
}

/** Stands among the system's codes for a pipe, a device or a socket. */
export const NOT_A_FILE = 'ENOTFILE';

const SPECIAL: Text = {
  de: 'Das ist keine gewöhnliche Datei (Pipe, Gerät oder Socket). Speichern Sie den Inhalt zuerst als Datei.',
  en: 'This is no regular file (pipe, device or socket). Save its content as a file first.',
};
const INPUT_WORDS: Readonly<Record<string, Text>> = {
  ENOENT: { de: 'Die Datei gibt es nicht.', en: 'The file does not exist.' },
  EISDIR: { de: 'Das ist ein Ordner, keine Datei.', en: 'This is a folder, not a file.' },
  EACCES: { de: 'Zum Lesen fehlen die Rechte.', en: 'The right to read it is missing.' },
  [NOT_A_FILE]: SPECIAL,
  ENXIO: SPECIAL, // what opening a socket answers
  ELOOP: { de: 'Das ist eine Verknüpfung.', en: 'This is a link.' },
};

/** Any thrown value as one of ours, where it is one in disguise. */
export function known(error: unknown): unknown {
  if (error instanceof Unreadable) return unreadable(error.reason);
  if (error instanceof CommanderError) return fromCommander(error);
  return error;
}

export function exitCodeOf(error: unknown): number {
  return error instanceof UmstiegError ? error.exitCode : 1;
}

/** One document on stdout with --json, and always a sentence on stderr. */
export async function showError(error: unknown, screen: Screen): Promise<void> {
  if (screen.json) await screen.answer(errorDocument(error), () => []);
  const { sentence, place } = sentenceOf(error, screen);
  screen.note(`${screen.paint('red', screen.pick('Fehler', 'Error'))}: ${sentence}`);
  if (place) screen.note(`  ${screen.pick('Ort', 'place')}: ${place}`);
}

function sentenceOf(error: unknown, screen: Screen): { sentence: string; place: string } {
  if (error instanceof UmstiegError) {
    const { place } = error.details;
    return {
      sentence: `${screen.say(error.text)} [${error.code}]`,
      place: place ? placeText(place, screen) : '',
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { sentence: `${message} [unexpected]`, place: '' };
}
