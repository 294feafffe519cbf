import { RequestError } from '../core/errors.js';
import type { AccessStore } from './access.store.js';
import { NAMES_ERASED } from './access-log.js';
import type { Marks } from './marks.js';

/** Names of rows that go, as the log names them: `account ID`, `invitation ID`, `tenant ID`. */
export type ErasedNames = readonly string[];

/** Takes names and passwords out of the tables of people and rights; the rows stay, and with them whose name is taken (ADR 0029). */
export class ErasingNames {
  constructor(
    private readonly store: AccessStore,
    private readonly marks: Marks,
  ) {}

  /** @throws RequestError erase.account-open while the person may still sign in */
  async ofPerson(name: string): Promise<ErasedNames> {
    const mark = this.marks.person(name);
    const account = await this.store.accountOf(mark);
    if (account && account.revokedAt === null) throw accountOpen(account.id);
    const invitations = await this.store.invitationsOf(mark);
    return [
      ...(account && account.name !== '' ? [`account ${account.id}`] : []),
      ...invitations.filter((one) => one.name !== null).map(({ id }) => `invitation ${id}`),
    ];
  }

  /** The customer a project was given to, once no project of theirs has a name any more. */
  async ofProject(projectId: string): Promise<ErasedNames> {
    const tenant = (await this.store.place(projectId))?.tenant;
    if (!tenant?.startsWith('customer:')) return [];
    const named = await this.store.projectsWithName(tenant);
    const row = (await this.store.tenants()).find(({ id }) => id === tenant);
    const isLast = named.every((project) => project === projectId);
    return isLast && row && row.name !== '' ? [`tenant ${tenant}`] : [];
  }

  /** Every row of the log that says which names went. */
  async erased(): Promise<ErasedNames> {
    const entries = await this.store.entries();
    return entries.flatMap(({ body }) => {
      const { event, names = [] } = JSON.parse(body) as { event?: string; names?: string[] };
      return event === NAMES_ERASED ? names : [];
    });
  }

  /** @param by account that asked; absent where there are none */
  async erase(names: ErasedNames, by?: string): Promise<void> {
    if (names.length === 0) return;
    const of = (kind: string) =>
      names.flatMap((name) => (name.startsWith(`${kind} `) ? [name.slice(kind.length + 1)] : []));
    await this.store.change(() =>
      Promise.resolve({
        event: { event: NAMES_ERASED, by, names },
        change: {
          namesErased: {
            accounts: of('account'),
            invitations: of('invitation'),
            tenants: of('tenant'),
          },
        },
        answer: () => undefined,
      }),
    );
  }
}

function accountOpen(id: string): RequestError {
  return new RequestError('erase.account-open', {
    de: `Diese Person hat noch ein Konto. Sperren Sie es zuerst (${id}).`,
    en: `This person still has an account. Revoke it first (${id}).`,
  });
}
