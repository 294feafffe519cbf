import { useEffect, useId, useRef, useState, type ClipboardEvent } from 'react';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, FileTrigger } from 'react-aria-components';
import { useSay } from '../../../app/language.js';
import type { Cell, Row } from '../shapes.js';
import { MayStayEmpty } from './field-label.js';
import type { FieldProps } from './field-props.js';
import { rowsInFile, rowsInTable } from './rows-from.js';
import { RowsTable } from './rows-table.js';

/** So many rows are shown at once; each holds several fields. */
const SHOWN = 50;

/** A table: typed row by row, pasted out of a spreadsheet, or read from a JSON file. */
export function RowsField({ field, value = [], onChange, problems }: FieldProps<readonly Row[]>) {
  const { t } = useTranslation();
  const say = useSay();
  const label = useId();
  const [shown, show] = useState(SHOWN);
  const { group, add } = useAdding(value, (rows) => {
    show(Math.max(shown, rows.length));
    onChange(rows);
  });
  const columns = field.columns ?? [];
  const change = (at: number, column: string, cell: Cell) =>
    onChange(value.map((row, i) => (i === at ? { ...row, [column]: cell } : row)));
  const paste = (event: ClipboardEvent) => {
    const rows = rowsInTable(event.clipboardData.getData('text/plain'), columns, say);
    if (rows.length === 0) return;
    event.preventDefault();
    onChange([...value.filter((row) => Object.keys(row).length > 0), ...rows]);
  };
  return (
    <div ref={group} role="group" aria-labelledby={label} className="rows" onPaste={paste}>
      <span id={label} className="react-aria-Label">
        {say(field.label)}
        <MayStayEmpty field={field} />
      </span>
      <p className="quiet">{t('step.rows', { count: value.length })}</p>
      {value.length > 0 && (
        <RowsTable
          columns={columns}
          rows={value.slice(0, shown)}
          problems={problems}
          onChange={change}
          onRemove={(at) => onChange(value.toSpliced(at, 1))}
        />
      )}
      {value.length > shown && (
        <Button className="button" onPress={() => show(shown + SHOWN)}>
          {t('step.moreRows', { count: value.length - shown })}
        </Button>
      )}
      <RowProblems problems={problems} />
      <div className="row-acts">
        <Button className="button" onPress={add}>
          <Plus aria-hidden size={16} /> {t('step.addRow')}
        </Button>
        <FromFile onRows={onChange} />
      </div>
      <p className="react-aria-Text" slot="description">
        {t('step.pasteRows')}
      </p>
    </div>
  );
}

/** A new row is typed in at once: its first field has the focus. */
function useAdding(rows: readonly Row[], onChange: (rows: readonly Row[]) => void) {
  const group = useRef<HTMLDivElement>(null);
  const isAdding = useRef(false);
  useEffect(() => {
    if (!isAdding.current) return;
    isAdding.current = false;
    const added = [...(group.current?.querySelectorAll('tbody tr') ?? [])].at(-1);
    added
      ?.querySelector<HTMLElement>('td button, td input:not([hidden], [tabindex="-1"])')
      ?.focus();
  }, [rows.length]);
  const add = () => {
    isAdding.current = true;
    onChange([...rows, {}]);
  };
  return { group, add };
}

/** What is wrong with the table as a whole. */
function RowProblems({ problems }: Pick<FieldProps, 'problems'>) {
  const whole = problems.filter((p) => p.row === undefined || p.column === undefined);
  return whole.map((problem) => (
    <p key={problem.text} className="react-aria-FieldError">
      {problem.text}
    </p>
  ));
}

function FromFile({ onRows }: { readonly onRows: (rows: readonly Row[]) => void }) {
  const { t } = useTranslation();
  const [wrong, setWrong] = useState<string>();
  const read = async (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    const rows = rowsInFile(await file.text());
    setWrong(rows ? undefined : file.name);
    if (rows) onRows(rows);
  };
  return (
    <>
      <FileTrigger acceptedFileTypes={['.json']} onSelect={(files) => void read(files)}>
        <Button className="button">{t('step.rowsFromFile')}</Button>
      </FileTrigger>
      {wrong !== undefined && (
        <p role="alert" className="react-aria-FieldError">
          {t('step.noRowsInFile', { file: wrong })}
        </p>
      )}
    </>
  );
}
