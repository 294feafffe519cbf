import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CommandRow } from './cli/command-row.js';
import { runCli } from './cli/run-cli.js';
import { ERROR_CODES } from './core/error-codes.js';
import type { Text } from './core/text.js';
import type { Sequence } from './engine/sequence.js';

/** Time for what is written last to reach the terminal. */
const LEAVE_MS = 300;

/** Where the build puts the pages. */
const PAGES = fileURLToPath(new URL('./web', import.meta.url));

/**
 * The command line as a process, for one sequence: arguments, streams and exit code are those of this process.
 * The engine and the sequence are loaded when a command needs them: that costs time.
 */
export async function runProgram(o: {
  readonly purpose: Text;
  readonly sequence: () => Promise<Sequence>;
  /** Commands that come with this sequence (ADR 0019). */
  readonly commands?: readonly CommandRow[];
}): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', outputBroken);
  process.exitCode = await runCli(process.argv.slice(2), {
    ports: {
      purpose: o.purpose,
      version: version(),
      leave: () => setTimeout(() => process.exit(), LEAVE_MS).unref(),
      open: async (dataFolder, paused) => {
        const [{ openSession }, sequence] = await Promise.all([
          import('./open-session.js'),
          o.sequence(),
        ]);
        return openSession(sequence, { dataFolder, ...paused });
      },
      serve: async (session, wishes) => {
        const { invitationLink, serve } = await import('./http/index.js');
        const { access } = session;
        const serving = await serve({
          session,
          access,
          version: version(),
          pages: PAGES,
          ...wishes,
        });
        const first = await access.invitations.first();
        const link = first && serving.address + invitationLink(first.token);
        return { ...serving, ...(link === undefined ? {} : { link }) };
      },
    },
    commands: o.commands ?? [],
    streams: process,
    environment: process.env,
  });
}

/** A reader that went away (`| head`) is no error of ours; a full disk behind `>` is said once, and ends the program. */
function outputBroken({ code }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') return;
  const full = code === 'ENOSPC';
  process.stderr.write(
    `Die Ausgabe lässt sich nicht schreiben (${code ?? ''}). Was der Befehl tat, gilt trotzdem; sehen Sie im Protokoll nach. / The output cannot be written (${code ?? ''}). What the command did stands; look at the audit trail.\n`,
  );
  process.exit(full ? ERROR_CODES['store.full'].exit : 1);
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
