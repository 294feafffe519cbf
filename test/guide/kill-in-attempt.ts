import { setTimeout as delay } from 'node:timers/promises';
import { RawFile } from '../persistence/raw-file.js';
import type { Terminal } from './terminal.js';

const POLL_MS = 1;

/**
 * Ends the program as a power cut would while an attempt at the step is running. The program has no hook for it: its
 * database is read from outside, and it is halted while it is looked at.
 * @returns whether the kill came in time
 */
export async function killInAttempt(
  terminal: Terminal,
  file: string,
  step: string,
): Promise<boolean> {
  const raw = await RawFile.open(file);
  const attempts = () =>
    raw
      .all<{ status: string }>('SELECT status FROM attempt WHERE step = ?', [step])
      .catch((): { status: string }[] => []); // locked just now
  try {
    while (terminal.exitCode === undefined) {
      const [latest] = (await attempts()).slice(-1);
      if (latest) {
        process.kill(terminal.pid, 'SIGSTOP');
        const running = (await attempts()).some(({ status }) => status === 'started');
        terminal.kill();
        return running;
      }
      await delay(POLL_MS);
    }
    return false;
  } finally {
    await raw.close();
  }
}
