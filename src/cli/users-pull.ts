import { basename } from 'node:path';
import type { DirectoryAddress } from '../directory/directory-question.js';
import type { PulledList } from '../directory/pull-users.js';
import { RequestError } from '../core/errors.js';
import type { Reason } from '../core/outcome.js';
import { askSecret } from './ask-secret.js';
import { needed, option, type Call, type Handler } from './call.js';
import { findingLines } from './finding-lines.js';
import { writeOutput } from './input-files.js';
import type { Screen } from './screen.js';

/**
 * `users pull --ldap URL --base DN -o FILE`: the users of an Active Directory as a CSV. The file is there when all of them
 * are, else not at all. Findings are shown and do not change the exit code: the pull itself is done (contracts.md).
 */
export const pullFromDirectory: Handler = async (call) => {
  const { screen } = call;
  const output = needed(call, 'output');
  const [passwordFile, ca] = [option(call, 'passwordFile'), option(call, 'ca')];
  const { directoryQuestion } = await import('../directory/directory-question.js');
  const { readCaFile } = await import('../directory/secret-files.js');
  const { pullUsers } = await import('../directory/pull-users.js');
  const secret = await secretOf(call, passwordFile);
  const question = directoryQuestion(addressOf(call), {
    ...(secret.password === undefined ? {} : { password: secret.password }),
    ...(ca === undefined ? {} : { ca: await readCaFile(ca) }),
  });
  const pulled = await pullUsers(question, {
    signal: new AbortController().signal,
    file: basename(output),
    progress: (done, total) => screen.progress(done, total, screen.pick('Benutzer', 'users')),
  });
  await writeOutput(output, pulled.csv);
  await answer(pulled, output, secret.notes, screen);
  return 0;
};

function addressOf(call: Call): DirectoryAddress {
  const [bind, filter, group] = ['bind', 'filter', 'group'].map((name) => option(call, name));
  return {
    url: needed(call, 'ldap'),
    base: needed(call, 'base'),
    ...(bind === undefined ? {} : { bind }),
    ...(filter === undefined ? {} : { filter }),
    ...(group === undefined ? {} : { group }),
  };
}

interface Secret {
  readonly password?: string;
  readonly notes: readonly Reason[];
}

async function secretOf(call: Call, passwordFile: string | undefined): Promise<Secret> {
  const bind = option(call, 'bind');
  if (passwordFile !== undefined) {
    if (bind === undefined) throw noName();
    const { readPasswordFile } = await import('../directory/secret-files.js');
    return readPasswordFile(passwordFile);
  }
  if (bind === undefined) return { notes: [] };
  const { screen } = call;
  return {
    password: await askSecret(screen.pick(`Kennwort für ${bind}: `, `Password for ${bind}: `)),
    notes: [],
  };
}

function noName(): RequestError {
  return new RequestError('input.invalid', {
    de: '--password-file ohne --bind: Geben Sie das Konto an, zu dem das Kennwort gehört.',
    en: '--password-file without --bind: name the account the password belongs to.',
  });
}

async function answer(
  pulled: PulledList,
  file: string,
  more: readonly Reason[],
  screen: Screen,
): Promise<void> {
  const { server, base, rows, disabled, findings } = pulled;
  const notes = [...pulled.notes, ...more];
  await screen.answer({ file, server, base, users: rows, disabled, findings, notes }, () => [
    screen.pick(`${rows} Benutzer von ${server} → ${file}`, `${rows} users of ${server} → ${file}`),
    ...findingLines(notes, screen, '·'),
    ...findingLines(findings, screen),
    findings.length === 0
      ? screen.pick('Keine Befunde.', 'No findings.')
      : screen.pick(`${findings.length} Befunde.`, `${findings.length} findings.`),
  ]);
}
