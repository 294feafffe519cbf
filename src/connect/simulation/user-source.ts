import { isDisabled } from '../disabled-accounts.js';
import type { UserList } from '../user-list.js';
import type { ConnectorSource } from '../model/connector.js';

/**
 * A user list as the source of a connector; cells are read when they are asked for. `lineType` names the column of
 * `LineTypeDynamic`, or the attribute of `<DynamicLineType>`; letter case does not count.
 */
/** A file with none of `firstname`, `name`, `account`: it can only change lines. */
export function createsNobody(list: UserList): boolean {
  return !list.has('account') && !list.has('firstname') && !list.has('name');
}

export function sourceOf(list: UserList, lineType?: string, sample = false): ConnectorSource {
  const typeAt =
    lineType === undefined
      ? -1
      : list.header.findIndex((name) => name.toLowerCase() === lineType.toLowerCase());
  const cell = (index: number, key: 'account' | 'firstname' | 'name' | 'email' | 'phone') =>
    list.has(key) ? list.value(index, key) : undefined;
  const lineOnly = createsNobody(list);
  return {
    lineOnly,
    ...(sample ? { sample } : {}),
    size: list.size,
    id: (index) => list.value(index, 'sid'),
    at: (index) => ({
      row: list.row(index),
      id: list.value(index, 'sid'),
      account: cell(index, 'account'),
      firstname: cell(index, 'firstname'),
      name: cell(index, 'name'),
      email: cell(index, 'email'),
      phone: cell(index, 'phone'),
      disabled: isDisabled(list, index),
      lineType: typeAt < 0 ? undefined : (list.fields(index)[typeAt] ?? ''),
    }),
  };
}
