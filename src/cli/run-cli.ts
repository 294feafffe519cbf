import { CommanderError } from 'commander';
import { LANGUAGES, type Language } from '../core/text.js';
import type { CommandRow } from './command-row.js';
import { exitCodeOf, fromCommander, known, showError } from './cli-errors.js';
import { CORE_COMMANDS } from './core-commands.js';
import { guardOutputs } from './output-guard.js';
import { noteNext } from './next-command.js';
import type { CliPorts } from './ports.js';
import { buildProgram, type Chosen } from './program.js';
import { Screen, type Streams } from './screen.js';

export interface CliOptions {
  /** What this program offers beside the commands every program has (ADR 0019). */
  readonly commands: readonly CommandRow[];
  readonly ports: CliPorts;
  readonly streams: Streams;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs one command line.
 * @param argv without the program itself
 * @returns the exit code of contracts.md; never throws
 */
export async function runCli(argv: readonly string[], o: CliOptions): Promise<number> {
  const screen = new Screen(argv.includes('--json'), languageOf(argv), o.streams, o.environment);
  let chosen: Chosen | undefined;
  try {
    chosen = await parse(argv, screen, o);
    if (!chosen) return 0;
    await guardOutputs(chosen);
    const handle = await chosen.row.load();
    return await handle({ screen, ports: o.ports, ...chosen });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return 0; // the reader has seen enough
    const seen = known(error);
    await showError(seen, screen);
    noteNext(seen, chosen, screen);
    return exitCodeOf(seen);
  }
}

/** Undefined when help or version was asked for and shown. @throws RequestError command.unknown */
async function parse(
  argv: readonly string[],
  screen: Screen,
  o: CliOptions,
): Promise<Chosen | undefined> {
  const chosen: Chosen[] = [];
  const shown: string[] = [];
  const help: string[] = [];
  const program = buildProgram(
    {
      language: screen.language,
      version: o.ports.version,
      purpose: o.ports.purpose,
      environment: o.environment,
      rows: [...CORE_COMMANDS, ...o.commands],
      out: (text) => shown.push(text),
      err: (text) => help.push(text),
    },
    (choice) => chosen.push(choice),
  );
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const problem = fromCommander(error);
    if (error.code === 'commander.help')
      for (const line of help.join('').trimEnd().split('\n')) screen.note(line);
    if (problem) throw problem;
    await screen.write(shown.join(''));
  }
  return chosen[0];
}

/** Before anything is parsed, so that even a parser's complaint speaks the right language. */
function languageOf(argv: readonly string[]): Language {
  const at = argv.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const given = argv[at] === '--lang' ? argv[at + 1] : argv[at]?.slice('--lang='.length);
  return LANGUAGES.find((language) => language === given) ?? 'de';
}
