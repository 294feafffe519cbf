import { f2 } from '../fold.js';
import type { Acted } from './acted.js';
import type { Assumptions } from './assumptions.js';
import type { ConnectorSource, SourceRow } from './connector.js';
import type { ConnectUser } from './state.js';

/** Finds the user of a row: by ID, and one made by hand also by account, as far as that is assumed. */
export class UserIndex {
  private readonly byId = new Map<string, number>();
  private readonly manualByAccount = new Map<string, number>();
  /** Which row of an ID counts. */
  private readonly rows = new Map<string, number>();

  constructor(
    users: readonly ConnectUser[],
    source: ConnectorSource,
    private readonly assumptions: Assumptions,
    private readonly acted: Acted,
  ) {
    for (const [position, user] of users.entries()) {
      const id = this.fold(user.id);
      if (id !== '' && !this.byId.has(id)) this.byId.set(id, position);
      if (user.createdBy !== null || assumptions.manualUser === 'id') continue;
      const account = f2(user.account);
      if (account !== '') this.manualByAccount.set(account, position);
    }
    const last = assumptions.duplicateId === 'last-row';
    for (let i = 0; i < source.size; i++) {
      const id = this.fold(source.id(i));
      if (last || !this.rows.has(id)) this.rows.set(id, i);
    }
  }

  private fold(id: string): string {
    return this.assumptions.idCase === 'counts' ? id.trim() : f2(id);
  }

  /** False for a row whose ID another row has that counts. */
  counts(row: SourceRow, at: number): boolean {
    if (this.rows.get(this.fold(row.id)) === at) return true;
    this.acted.assume('duplicateId');
    return false;
  }

  /** Position of the row's user among the users of the state. */
  find(row: SourceRow): number | undefined {
    const found = this.byId.get(this.fold(row.id));
    if (found !== undefined) return found;
    const account = row.account === undefined ? '' : f2(row.account);
    const manual = account === '' ? undefined : this.manualByAccount.get(account);
    if (manual !== undefined) this.acted.assume('manualUser');
    return manual;
  }
}
