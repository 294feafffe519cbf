import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { useSay } from '../../../app/language.js';
import type { FormProblem } from '../form-problems.js';
import type { Cell, Column, Row } from '../shapes.js';
import { CellField } from './cell-field.js';
import { MayStayEmpty } from './field-label.js';

interface Props {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly problems: readonly FormProblem[];
  readonly onChange: (at: number, column: string, cell: Cell) => void;
  readonly onRemove: (at: number) => void;
}

/** The rows of a table that is typed in; on a narrow screen each row is a card. */
export function RowsTable({ columns, rows, ...more }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <table className="table rows-table">
      <thead>
        <tr>
          <th scope="col">{t('step.row')}</th>
          {columns.map((column) => (
            <th key={column.name} scope="col">
              {say(column.label)}
              <MayStayEmpty field={column} />
            </th>
          ))}
          <th scope="col">
            <span className="hidden-words">{t('step.removeRow')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <TableRow key={at} at={at} row={row} columns={columns} {...more} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends Omit<Props, 'rows'> {
  readonly at: number;
  readonly row: Row;
}

function TableRow({ at, row, columns, problems, onChange, onRemove }: RowProps) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <tr>
      <th scope="row">{at + 1}</th>
      {columns.map((column) => (
        <td key={column.name} data-label={say(column.label)}>
          <CellField
            column={column}
            name={`${say(column.label)}, ${t('problem.row', { row: at + 1 })}`}
            value={row[column.name]}
            onChange={(cell) => onChange(at, column.name, cell)}
            problem={problems.find((p) => p.row === at + 1 && p.column === column.name)}
          />
        </td>
      ))}
      <td>
        <Button
          className="icon-button"
          aria-label={t('step.removeRowN', { row: at + 1 })}
          onPress={() => onRemove(at)}
        >
          <Trash2 aria-hidden size={18} />
        </Button>
      </td>
    </tr>
  );
}
