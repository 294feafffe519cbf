import type { Fault } from './fault.js';

export interface Row {
  readonly fault: Fault;
  readonly tried: number;
  readonly broken: number;
  readonly figure?: string;
  /** FAULTS_COUNT it was tried with. */
  readonly count: string;
}

const BEGIN = '<!-- faults: written by npm run test:faults -- --write -->';
const END = '<!-- end of faults -->';
const HEAD = ['| fault | behavior | held | command |', '| --- | --- | --- | --- |'];

export function tableOf(rows: readonly Row[]): string {
  return [...HEAD, ...rows.map(lineOf)].join('\n');
}

function lineOf({ fault, tried, broken, figure, count: wanted }: Row): string {
  const count = `${String(tried - broken)} of ${String(tried)}`;
  const held = figure === undefined ? count : `${count}; ${figure}`;
  const command = `FAULTS=${fault.name} FAULTS_COUNT=${wanted} npm run test:faults`;
  return `| ${fault.provoked} | ${fault.behavior} | ${held} | \`${command}\` |`;
}

/** The document with these rows new in its table; rows of faults that were not tried stay. @throws Error when it has none */
export function withRows(document: string, rows: readonly Row[], all: readonly Fault[]): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`no ${BEGIN} … ${END}`);
  const lines = new Map<string, string>();
  for (const line of document.slice(begin, end).split('\n'))
    lines.set(/`FAULTS=(\S+) /.exec(line)?.[1] ?? '', line);
  for (const row of rows) lines.set(row.fault.name, lineOf(row));
  const table = [...HEAD, ...all.flatMap(({ name }) => lines.get(name) ?? [])].join('\n');
  return `${document.slice(0, begin)}${BEGIN}\n\n${table}\n\n${document.slice(end)}`;
}
