import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { RequestError } from '../core/errors.js';

/**
 * Asks for a secret on the terminal; what is typed is not shown.
 * @throws RequestError input.invalid when there is no terminal, or the person gave up
 */
export function askSecret(question: string): Promise<string> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) throw noTerminal();
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: silent, terminal: true, historySize: 0 });
  stderr.write(question);
  return new Promise((resolve, reject) => {
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
    });
    lines.once('SIGINT', () => lines.close());
    lines.once('close', () => {
      stderr.write('\n');
      reject(noTerminal());
    });
  });
}

function noTerminal(): RequestError {
  return new RequestError('input.invalid', {
    de: 'Das Kennwort fehlt. Nennen Sie eine Datei, die es enthält (--password-file), oder geben Sie es am Terminal ein.',
    en: 'The password is missing. Name a file that holds it (--password-file), or type it at a terminal.',
  });
}
