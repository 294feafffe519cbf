import type { ConnectorSource, SourceRow } from '../../../src/connect/model/connector.js';

const NO_ROW: SourceRow = {
  row: 0,
  id: '',
  account: undefined,
  firstname: undefined,
  name: undefined,
  email: undefined,
  phone: undefined,
  lineType: undefined,
  disabled: false,
};

/** Rows as the source of a connector. */
export function rowsSource(rows: readonly SourceRow[], lineOnly = false): ConnectorSource {
  const at = (index: number) => rows[index] ?? NO_ROW;
  return { lineOnly, size: rows.length, id: (index) => at(index).id, at };
}

/** A row with what matters; its line is its place in the list, beginning after the header. */
export function rowOf(row: number, id: string, more: Partial<SourceRow> = {}): SourceRow {
  const name = `N${row}`;
  return {
    ...NO_ROW,
    row,
    id,
    account: `a${row}`,
    firstname: 'F',
    name,
    email: `a${row}@x`,
    ...more,
  };
}
