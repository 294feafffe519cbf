import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { finding, Findings } from './finding.js';
import type { UserList } from './user-list.js';

/** ADS_UF_ACCOUNTDISABLE of userAccountControl (MS-ADTS 2.2.16). */
const DISABLED = 0x2;
const NO = new Set(['0', 'false', 'falsch', 'no', 'nein']);

const TEXT: Text = {
  de: 'Das Konto ist im Active Directory deaktiviert. Ob ein Konnektor es anlegt und damit eine Lizenz verbraucht, ist nicht beschrieben: Grenzen Sie den Bereich (OU) ein, wenn es nicht nach Connect soll.',
  en: 'The account is disabled in the Active Directory. Whether a connector creates it and so uses a license is not described: narrow the scope (OU) down if it should not get into Connect.',
};

/** Whether the account of a row is disabled; false where the list does not say. */
export function isDisabled(list: UserList, index: number): boolean {
  const column = list.columns.found.enabled;
  if (!column) return false;
  const value = list.value(index, 'enabled').trim().toLowerCase();
  if (column.name.toLowerCase() !== 'useraccountcontrol') return NO.has(value);
  return /^-?\d+$/.test(value) && (Number(value) & DISABLED) !== 0;
}

/** Rows whose account is disabled, by the column `enabled` or `userAccountControl`; nothing where there is neither. */
export function disabledAccounts(list: UserList): readonly Reason[] {
  const column = list.columns.found.enabled;
  const found = new Findings();
  for (let index = 0; column && index < list.size; index++) {
    if (!isDisabled(list, index)) continue;
    const file = list.file === undefined ? {} : { file: list.file };
    const place = { ...file, row: list.row(index), column: column.name };
    found.add(finding('account.disabled', TEXT, place, { claimed: list.value(index, 'account') }));
  }
  return found.all();
}
