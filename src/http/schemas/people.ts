import { z } from 'zod';
import { ACTIONS, ROLES } from '../../access/rights.js';
import { instant, list } from './words.js';

const scope = z.string().meta({
  description: '`installation`, `partner:ID`, `customer:ID` or `project:ID`',
});
const grant = z.object({ role: z.enum(ROLES), scope }).meta({ id: 'Grant' });
export const actions = list(z.enum(ACTIONS));

/** Who is signed in, and with what a page sends commands. */
export const sessionView = z
  .object({
    account: z.string(),
    name: z.string(),
    session: z.string(),
    grants: list(grant),
    actions: actions.meta({ description: 'What they may anywhere; of one run ask it' }),
    gives: list(z.enum(ROLES)).meta({ description: 'Roles they may give somewhere' }),
    csrf: z.string().meta({ description: 'Umstieg-Csrf of every request that is no GET' }),
  })
  .meta({ id: 'Session' });

export const provider = z
  .object({ id: z.string(), name: z.string() })
  .meta({ id: 'SignInProvider' });

export const goesTo = z
  .object({ address: z.string().meta({ description: 'Of the provider; good for ten minutes' }) })
  .meta({ id: 'ProviderAddress' });

export const ownSession = z
  .object({ id: z.string(), createdAt: instant, usedAt: instant, current: z.boolean() })
  .meta({ id: 'OwnSession' });

export const invited = z
  .object({
    invitation: z.string(),
    link: z.string().meta({ description: 'For the invited person; shown once' }),
    expiresAt: instant,
  })
  .meta({ id: 'Invited' });

/** Whom a link is for; the first one of an installation names nobody. */
export const lookedAt = z
  .object({ name: z.string().nullable(), ...grant.shape })
  .meta({ id: 'Invitation' });

export const openInvitation = z
  .object({
    invitation: z.string(),
    name: z.string().nullable(),
    grant,
    expiresAt: instant,
  })
  .meta({ id: 'OpenInvitation' });

export const personView = z
  .object({
    account: z.string(),
    name: z.string(),
    createdAt: instant,
    revokedAt: instant.nullable(),
    grants: list(grant),
  })
  .meta({ id: 'Person' });

export const tenantView = z
  .object({ id: scope, parent: scope.nullable(), name: z.string() })
  .meta({ id: 'Tenant' });
