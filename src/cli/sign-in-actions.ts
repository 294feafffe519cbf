import { open, rm } from 'node:fs/promises';
import type { Access } from '../access/access.js';
import type { SignedIn } from '../access/sign-in.js';
import { askSecret } from './ask-secret.js';
import { needed, option, type Call, type Handler } from './call.js';
import { outputProblem, readTextFile } from './input-files.js';
import { withAccess } from './open-access.js';

/** Everybody at this computer counts as one place. */
const PLACE = 'cli';

/** `people sign-in`: the token goes into a file for the owner only. */
export const signIn: Handler = async (call) => {
  const password = await passwordOf(call);
  const name = needed(call, 'name');
  return kept(call, (access) => access.signIn.signIn({ name, password, address: PLACE }));
};

/** `people join`: uses an invitation. */
export const join: Handler = async (call) => {
  const token = (await readTextFile(needed(call, 'invitationFile'))).trim();
  const password = await passwordOf(call);
  const name = option(call, 'name');
  return kept(call, (access) => access.invitations.redeem({ token, password, name }));
};

/** One line; its line break, and a BOM, do not belong to the password. */
async function passwordOf(call: Call): Promise<string> {
  const file = option(call, 'passwordFile');
  if (file === undefined) return askSecret(call.screen.pick('Kennwort: ', 'Password: '));
  return (await readTextFile(file)).replace(/^\ufeff/, '').replace(/\r?\n$/, '');
}

/** Makes the file before the session: a link works once, and its token must not be lost for want of a place. */
async function kept(call: Call, begin: (access: Access) => Promise<SignedIn>): Promise<number> {
  const { screen } = call;
  const path = needed(call, 'output');
  const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
    throw outputProblem(error, path);
  });
  try {
    return await withAccess(call, async (access) => {
      const { token, account, session } = await begin(access);
      await file.writeFile(`${token}\n`);
      await screen.answer({ account, session, tokenFile: path }, () => [
        screen.pick(
          `Angemeldet. Das Token steht in ${path}.`,
          `Signed in. The token is in ${path}.`,
        ),
      ]);
      return 0;
    });
  } catch (error) {
    await rm(path);
    throw error;
  } finally {
    await file.close();
  }
}
