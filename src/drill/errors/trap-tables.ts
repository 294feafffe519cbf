import type { Customer } from '../customer.js';
import { connectUsersTable, userLinesDynamicTable, v4UsersTable, type Table } from '../lists.js';
import { material, type Material } from './material.js';

/** Tables of a trap by file name. */
export type Tables = Readonly<Record<string, (customer: Customer) => Table>>;

/** The Connect list with room for further addresses. */
export const CONNECT: Tables = {
  'connect-users.csv': (customer) => {
    const { header, rows, dialect } = connectUsersTable(customer);
    return { header: [...header, 'aliases'], rows: rows.map((row) => [...row, '']), dialect };
  },
};

export const DYNAMIC: Tables = { 'UserLinesDynamic.csv': userLinesDynamicTable };

/** A file for a text connector that creates users, as a person would make it of the V4 list. */
export function connectorTable(customer: Customer): Table {
  const { rows, dialect } = v4UsersTable(customer);
  const header = ['ID', 'firstname', 'name', 'account', 'email', 'telephoneNumber'];
  return { header, rows, dialect };
}

export function tablesOf(customer: Customer, tables: Tables): Material {
  const made = Object.entries(tables).map(([name, make]) => [name, make(customer)] as const);
  return material(customer, { tables: new Map(made) });
}
