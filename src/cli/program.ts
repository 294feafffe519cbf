import { Command, InvalidArgumentError, Option } from 'commander';
import { LANGUAGES, say, type Language, type Text } from '../core/text.js';
import type { CommandRow, OptionRow } from './command-row.js';
import { text } from './command-row.js';
import { DEFAULT_DATA, type Globals } from './call.js';

/** What was chosen on the command line. */
export interface Chosen {
  readonly row: CommandRow;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly globals: Globals;
  /** Where and in which language, as far as it was typed: what a next command has to repeat. */
  readonly repeat: readonly string[];
}

export interface ProgramOptions {
  readonly language: Language;
  readonly version: string;
  readonly purpose: Text;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly rows: readonly CommandRow[];
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

type Typed = Globals & { readonly tokenFile?: readonly string[] };

/** Builds the parser. Its actions only say what was chosen; nothing is run while parsing. */
export function buildProgram(o: ProgramOptions, choose: (chosen: Chosen) => void): Command {
  const program = new Command('umstieg');
  program.exitOverride();
  program.configureOutput({ writeOut: o.out, writeErr: o.err });
  program.configureHelp({
    styleTitle: (title) => heading(title, o.language),
    showGlobalOptions: true,
  });
  program.description(say(o.purpose, o.language));
  addGlobals(program, o);
  program.helpOption('-h, --help', say(text('diese Hilfe', 'this help'), o.language));
  program.helpCommand(false);
  for (const row of o.rows) addCommand(program, row, o, choose);
  return program;
}

function addGlobals(program: Command, o: ProgramOptions): void {
  const data = new Option('--data <dir>', say(text('Datenordner', 'data folder'), o.language));
  const lang = new Option('--lang <lang>', say(text('Sprache', 'language'), o.language));
  program.version(o.version, '-V, --version', say(text('Version', 'version'), o.language));
  const folder = o.environment['UMSTIEG_DATA'];
  program.addOption(data.default(folder?.trim() ? folder : DEFAULT_DATA).argParser(named));
  program.option(
    '--json',
    say(text('ein JSON-Dokument auf stdout', 'one JSON document on stdout'), o.language),
  );
  program.addOption(lang.choices(LANGUAGES).default('de'));
  program.option('--as <user>', say(text('wer handelt', 'who acts'), o.language));
  program.option(
    '--token-file <file>',
    say(
      text(
        'Datei mit dem Sitzungstoken (people sign-in): wer handelt, sobald es Konten gibt; mehrfach',
        'file with the session token (people sign-in): who acts once there are accounts; repeatable',
      ),
      o.language,
    ),
    (file: string, before: readonly string[] | undefined) => [...(before ?? []), file],
  );
  program.option(
    '--key <key>',
    say(
      text('Schlüssel: derselbe Befehl wirkt nur einmal', 'key: the same command acts once'),
      o.language,
    ),
  );
  program.option(
    '--revision <n>',
    say(text('erwarteter Stand des Laufs', 'expected revision of the run'), o.language),
    wholeNumber,
  );
}

/** `--data "$UNSET"` would mean the folder one stands in. */
function named(folder: string): string {
  if (folder.trim() !== '') return folder;
  throw new InvalidArgumentError(`${DEFAULT_DATA}, …`);
}

function wholeNumber(value: string): number {
  if (/^\d{1,15}$/.test(value)) return Number(value);
  throw new InvalidArgumentError('0, 1, 2, …');
}

function addCommand(
  program: Command,
  row: CommandRow,
  o: ProgramOptions,
  choose: (chosen: Chosen) => void,
): void {
  const words = row.usage.split(' ');
  const at = words.findIndex((word) => /^[<[]/.test(word));
  const names = at < 0 ? words : words.slice(0, at);
  const args = at < 0 ? [] : words.slice(at);
  const parent = names.slice(0, -1).reduce((above, name) => group(above, name), program);
  const command = parent.command(names.at(-1) ?? '').description(say(row.text, o.language));
  for (const name of args) command.argument(name);
  for (const option of row.options ?? []) command.addOption(optionOf(option, o.language));
  command.action((...given: unknown[]) => {
    const { data, json, lang, as, key, revision, tokenFile } = command.optsWithGlobals<Typed>();
    const globals = { data, json, lang, ...defined({ as, key, revision, tokenFiles: tokenFile }) };
    const typed = given.slice(0, args.length).filter((v) => v !== undefined);
    const values = typed.map(String);
    const isTyped = (name: string) => command.getOptionValueSourceWithGlobals(name) === 'cli';
    const repeat = [
      ...(isTyped('data') ? ['--data', data] : []),
      ...(isTyped('lang') ? ['--lang', lang] : []),
      ...(tokenFile ?? []).flatMap((file) => ['--token-file', file]),
    ];
    choose({ row, args: values, options: command.opts(), globals, repeat });
  });
}

function group(above: Command, name: string): Command {
  const known = above.commands.find((c) => c.name() === name);
  return known ?? above.command(name).usage('<command>');
}

function optionOf(row: OptionRow, language: Language): Option {
  const option = new Option(row.flags, say(row.text, language));
  if (row.choices) option.choices(row.choices);
  if (row.required) option.makeOptionMandatory();
  if (row.many) {
    option.argParser((value, before: readonly string[] | undefined) => [...(before ?? []), value]);
  }
  return option;
}

const HEADINGS: Readonly<Record<string, string>> = {
  'Usage:': 'Aufruf:',
  'Arguments:': 'Argumente:',
  'Options:': 'Optionen:',
  'Global Options:': 'Überall:',
  'Commands:': 'Befehle:',
};

function heading(title: string, language: Language): string {
  return language === 'de' ? (HEADINGS[title] ?? title) : title;
}

function defined<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as never;
}
