import type { Customer, Person } from './customer.js';

/** Tables as the sources would write them; each source has its own dialect on purpose. */
const SEMICOLON = { separator: ';', end: '\r\n', mark: '\ufeff' } as const;
const COMMA = { separator: ',', end: '\n', mark: '' } as const;
/** Line type "dynamic line" as the vendor numbers it for its AD connector; for this file an assumption. */
const DYNAMIC = '3';

type Dialect = typeof SEMICOLON | typeof COMMA;

/** A list before it is written; row `i` stands in line `i + 2` of the file. */
export interface Table {
  readonly header: string[];
  readonly rows: string[][];
  readonly dialect: Dialect;
}

function table(header: string[], rows: string[][], dialect: Dialect): Table {
  return { header, rows, dialect };
}

/** A list as its source would write it. */
export function tableText({ header, rows, dialect }: Table): string {
  const { separator, end, mark } = dialect;
  const cell = (value: string) =>
    /["\r\n]/.test(value) || value.includes(separator) ? `"${value.replaceAll('"', '""')}"` : value;
  const lines = [header, ...rows].map((row) => row.map(cell).join(separator) + end);
  return mark + lines.join('');
}

/** Users of V4. */
export function v4UsersTable({ people }: Customer): Table {
  const header = ['ID', 'Vorname', 'Nachname', 'account', 'email', 'telephoneNumber'];
  return table(header, people.map(userRow), SEMICOLON);
}

/** Users of Active Directory, in the columns of `users pull`. */
export function adUsersTable({ people, newcomer, domain }: Customer): Table {
  const header = ['sid', 'account', 'firstname', 'name', 'mail', 'aliases', 'telephoneNumber'];
  const rows = [...people, newcomer].map((p) => [
    p.sid,
    p.account,
    p.given,
    p.family,
    p.email,
    `SMTP:${p.email}|smtp:${p.account}@mail.${domain}`,
    p.phone,
  ]);
  return table(
    [...header, 'enabled'],
    rows.map((row) => [...row, '1']),
    COMMA,
  );
}

/** Users of Connect after the run of the AD connector; `hasData` tells who recorded a greeting there. */
export function connectUsersTable({ people, newcomer }: Customer): Table {
  const header = ['ID', 'firstname', 'sn', 'account', 'email', 'telephoneNumber', 'hasData'];
  const rows = [...people, newcomer].map((p) => [...userRow(p), p.recordedInConnect ? '1' : '0']);
  return table(header, rows, SEMICOLON);
}

/** `UserLines.csv`: all lines of users without dynamic assignment, one row a line. */
export function userLinesTable({ people }: Customer): Table {
  const rows = people
    .filter((p) => !p.dynamic)
    .flatMap((p) => linesOf(p).map((line) => [p.sid, fullName(p), p.email, line]));
  return table(['ID', 'XPhoneUC_Name', 'XPhoneUC_EMail', 'Line'], rows, SEMICOLON);
}

/** `UserLinesDynamic.csv`: users with dynamic assignment. */
export function userLinesDynamicTable({ people }: Customer): Table {
  const header = ['ID', 'LineTypeDynamic', 'XPhoneUC_Name', 'XPhoneUC_EMail', 'XPhoneUC_Line'];
  const rows = people
    .filter((p) => p.dynamic)
    .map((p) => [p.sid, DYNAMIC, fullName(p), p.email, p.line]);
  return table(header, rows, SEMICOLON);
}

/** `DynamicLines.csv`: lines with the attribute `ConsoleIdentification`. */
export function dynamicLinesTable(customer: Customer): Table {
  const rows = customer.dynamicLines.map(({ line, desk }) => [line, desk]);
  return table(['Line', 'ConsoleIdentification'], rows, SEMICOLON);
}

/** Stand-in for the sample file of a Connect server: ours, not the vendor's. */
export function connectorSample(): string {
  return [
    '# Übungsdatei von Umstieg, nicht vom Hersteller. Made by Umstieg for practice, not by the vendor.',
    '# Die Spalten ID, firstname, name und account sind Pflicht. ID, firstname, name and account are mandatory.',
    'ID;firstname;name;account;email;telephoneNumber',
    'S-1-5-21-1-2-3-9999;Max;Muster;max.muster;max.muster@muster.example;+49 89 99998-999',
    '',
  ].join('\r\n');
}

export function linesOf(person: Person): readonly string[] {
  return person.secondLine === undefined ? [person.line] : [person.line, person.secondLine];
}

function userRow(p: Person): string[] {
  return [p.sid, p.given, p.family, p.account, p.email, p.phone];
}

function fullName(p: Person): string {
  return `${p.family}, ${p.given}`;
}

export const v4Users = (customer: Customer) => tableText(v4UsersTable(customer));
export const adUsers = (customer: Customer) => tableText(adUsersTable(customer));
export const connectUsers = (customer: Customer) => tableText(connectUsersTable(customer));
export const userLines = (customer: Customer) => tableText(userLinesTable(customer));
export const userLinesDynamic = (customer: Customer) => tableText(userLinesDynamicTable(customer));
export const dynamicLines = (customer: Customer) => tableText(dynamicLinesTable(customer));
