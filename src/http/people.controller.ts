import { Controller, Inject, Param } from '@nestjs/common';
import { z } from 'zod';
import { Access } from '../access/access.js';
import type { Invited } from '../access/invitations.js';
import { Searched, Sent } from './checked.js';
import { Asking, Route } from './route.js';
import * as people from './schemas/people.js';
import * as requests from './schemas/requests.js';
import { page } from './schemas/views.js';
import type { Asker } from './who-asks.js';

const done = z.object({ done: z.literal(true) });
const DONE = { done: true } as const;

/** The page reads the token from the fragment, which no browser sends and no log holds. */
export function invitationLink(token: string): string {
  return `/invitation#${token}`;
}

/**
 * Other people: who is there, what they were given, who comes in. The guard asks whether somebody may do such a thing anywhere;
 * where exactly, `access` asks again inside the change.
 */
@Controller('api')
export class PeopleController {
  constructor(@Inject(Access) private readonly access: Access) {}

  @Route({
    ...{ method: 'get', path: 'people', id: 'listPeople', right: 'people.see' },
    says: 'People with a role where you may look',
    answer: page(people.personView),
  })
  async list(@Asking() { person }: Asker) {
    return { items: await this.access.people.list(person), next: null };
  }

  @Route({
    ...{ method: 'get', path: 'invitations', id: 'listInvitations', right: 'people.see' },
    says: 'Links that are still open, where you may look',
    answer: page(people.openInvitation),
  })
  async invitations(@Asking() { person }: Asker) {
    return { items: await this.access.people.invitations(person), next: null };
  }

  @Route({
    ...{ method: 'post', path: 'invitations', id: 'invite', right: 'people.invite', status: 201 },
    says: 'Invite a person; an open link for the same person ends',
    answer: people.invited,
  })
  async invite(
    @Sent(requests.invitation) body: z.output<typeof requests.invitation>,
    @Asking() asker: Asker,
  ) {
    await asker.require('people.invite', body.scope);
    return told(await this.access.invitations.invite(asker.person, body));
  }

  @Route({
    ...{ method: 'delete', path: 'invitations/:invitation', id: 'withdrawInvitation' },
    ...{ right: 'people.invite', says: 'Withdraw a link', answer: done },
  })
  async withdraw(@Param('invitation') invitation: string, @Asking() { person }: Asker) {
    await this.access.invitations.withdraw(person, invitation);
    return DONE;
  }

  @Route({
    ...{ method: 'post', path: 'people/:account/link', id: 'renewPassword', status: 201 },
    ...{ right: 'people.invite', says: 'A link by which a person sets a new password' },
    answer: people.invited,
  })
  async renew(@Param('account') account: string, @Asking() { person }: Asker) {
    return told(await this.access.invitations.renew(person, account));
  }

  @Route({
    ...{
      method: 'post',
      path: 'people/:account/grants',
      id: 'giveRole',
      right: 'people.change-role',
    },
    ...{ says: 'Give a person a role', answer: done },
  })
  async give(
    @Param('account') account: string,
    @Sent(requests.grant) grant: z.output<typeof requests.grant>,
    @Asking() asker: Asker,
  ) {
    await asker.require('people.change-role', grant.scope);
    await this.access.people.give(asker.person, account, grant);
    return DONE;
  }

  @Route({
    ...{ method: 'delete', path: 'people/:account/grants', id: 'takeRole' },
    ...{ right: 'people.change-role', says: 'Take a role from a person', answer: done },
  })
  async take(
    @Param('account') account: string,
    @Searched(requests.grant) grant: z.output<typeof requests.grant>,
    @Asking() asker: Asker,
  ) {
    await asker.require('people.change-role', grant.scope);
    await this.access.people.take(asker.person, account, grant);
    return DONE;
  }

  @Route({
    ...{ method: 'delete', path: 'people/:account', id: 'revokePerson', right: 'people.revoke' },
    ...{ says: 'Revoke an account: its roles and sessions end, its name stays', answer: done },
  })
  async revoke(@Param('account') account: string, @Asking() { person }: Asker) {
    await this.access.people.revoke(person, account);
    return DONE;
  }

  @Route({
    ...{ method: 'delete', path: 'people/:account/sessions', id: 'endSessionsOf' },
    ...{ right: 'people.change-role', says: 'End every session of a person', answer: done },
  })
  async endSessions(@Param('account') account: string, @Asking() { person }: Asker) {
    await this.access.people.endSessions(person, account);
    return DONE;
  }
}

function told({ invitation, token, expiresAt }: Invited) {
  return { invitation, link: invitationLink(token), expiresAt };
}
