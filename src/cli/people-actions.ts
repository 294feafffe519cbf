import type { Access } from '../access/access.js';
import { isRole, type Grant } from '../access/rights.js';
import { parseScope } from '../access/scope.js';
import { RequestError } from '../core/errors.js';
import { argument, option, type Call, type Handler } from './call.js';
import { moment } from './moment.js';
import { signedIn, withAccess } from './open-access.js';

const granted = ({ role, scope }: Grant) => `${role}@${scope}`;

/** `people invite`: the code is shown once; without any account it makes the owner. */
export const invite: Handler = (call) =>
  withAccess(call, async (access) => {
    const { screen } = call;
    const invited = (await access.invitations.first()) ?? (await inviteOther(call, access));
    await screen.answer(invited, () => [
      invited.token,
      screen.pick(
        `Dieser Code gilt einmal, bis ${moment(invited.expiresAt, screen)}. Er wird nicht noch einmal gezeigt.`,
        `This code works once, until ${moment(invited.expiresAt, screen)}. It is not shown again.`,
      ),
    ]);
    return 0;
  });

async function inviteOther(call: Call, access: Access) {
  const by = await signedIn(call, access);
  const name = option(call, 'name') ?? '';
  const role = option(call, 'role') ?? '';
  const scope = parseScope(option(call, 'scope') ?? '');
  if (scope === undefined || !isRole(role) || name === '')
    throw new RequestError('input.invalid', {
      de: 'Eine Einladung braucht --name, --role und --scope (installation, partner:ID, customer:ID oder project:ID).',
      en: 'An invitation needs --name, --role and --scope (installation, partner:ID, customer:ID or project:ID).',
    });
  return access.invitations.invite(by, { name, role, scope });
}

/** `people list`: where the asker may look. */
export const list: Handler = (call) =>
  withAccess(call, async (access) => {
    const { screen } = call;
    const by = await signedIn(call, access);
    const people = await access.people.list(by);
    const invitations = await access.people.invitations(by);
    await screen.answer({ people, invitations }, () => [
      ...people.map(
        ({ account, name, grants, revokedAt }) =>
          `${account}  ${name}  ${revokedAt === null ? grants.map(granted).join(', ') : screen.pick('gesperrt', 'revoked')}`,
      ),
      ...invitations.map(
        ({ name, grant, expiresAt }) =>
          `${screen.pick('eingeladen', 'invited')}: ${name ?? '?'}  ${granted(grant)}  ${screen.pick('bis', 'until')} ${moment(expiresAt, screen)}`,
      ),
    ]);
    return 0;
  });

/** `people revoke ACCOUNT`. */
export const revoke: Handler = (call) =>
  withAccess(call, async (access) => {
    const { screen } = call;
    const account = argument(call, 0);
    await access.people.revoke(await signedIn(call, access), account);
    await screen.answer({ account, revoked: true }, () => [
      screen.pick(
        `${account}: gesperrt, alle Sitzungen sind beendet.`,
        `${account}: revoked, all sessions have ended.`,
      ),
    ]);
    return 0;
  });

/** `people sessions [--end SESSION|all]`: shows what is left. */
export const sessions: Handler = (call) =>
  withAccess(call, async (access) => {
    const { screen } = call;
    const by = await signedIn(call, access);
    const end = option(call, 'end');
    if (end === 'all') await access.sessions.endAll(by);
    else if (end !== undefined) await access.sessions.end(by, end);
    const left = await access.sessions.of(by);
    await screen.answer(left, () => [
      ...left.map(
        ({ id, createdAt, usedAt, current }) =>
          `${id}  ${moment(createdAt, screen)} – ${moment(usedAt, screen)}${current ? screen.pick('  (diese)', '  (this one)') : ''}`,
      ),
      ...(left.length === 0 ? [screen.pick('Keine Sitzung.', 'No session.')] : []),
    ]);
    return 0;
  });
