import { Readable } from 'node:stream';
import { csvLine } from '../connect/csv-write.js';
import type { Dialect } from '../connect/csv-dialect.js';
import type { ConnectState } from '../connect/model/state.js';
import { readUserList, type UserList } from '../connect/user-list.js';

const DIALECT: Dialect = {
  encoding: 'utf-8',
  bom: false,
  separator: ';',
  newline: '\r\n',
  comments: false,
};
const HEADER = ['ID', 'firstname', 'name', 'account', 'email', 'telephoneNumber', 'hasData'];

/** The users of the stand-in as a list of Connect users (contracts.md), as CSV. */
export function connectCsv({ users }: ConnectState): string {
  const rows = users.map((user) => [
    ...[user.id, user.firstname, user.name, user.account, user.email, user.phone],
    user.data === null ? '0' : '1',
  ]);
  return [HEADER, ...rows].map((row) => csvLine(row, DIALECT)).join('');
}

/** The same, read. */
export function connectList(state: ConnectState): Promise<UserList> {
  const bytes = Buffer.from(connectCsv(state), 'utf8');
  return readUserList(() => Readable.from([bytes]), { file: 'stand-in' });
}
