import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import {
  Button,
  FieldError,
  Input,
  ListBox,
  ListBoxItem,
  NumberField,
  Popover,
  Select,
  SelectValue,
  TextField,
} from 'react-aria-components';
import { useSay } from '../../../app/language.js';
import type { FormProblem } from '../form-problems.js';
import type { Cell, Column } from '../shapes.js';

interface Props {
  readonly column: Column;
  /** Column and row, for who does not see the table. */
  readonly name: string;
  readonly value: Cell;
  readonly onChange: (cell: Cell) => void;
  readonly problem: FormProblem | undefined;
}

/** One cell of a table, by the kind of its column. */
export function CellField(props: Props) {
  const { column, name, value, onChange, problem } = props;
  if (column.input === 'flag' || column.options) return <CellChoice {...props} />;
  const wrong = problem && <FieldError>{problem.text}</FieldError>;
  if (column.input === 'number')
    return (
      <NumberField
        aria-label={name}
        value={Number(value ?? Number.NaN)}
        onChange={(next) => onChange(Number.isNaN(next) ? undefined : next)}
        formatOptions={{ useGrouping: false }}
        isInvalid={problem !== undefined}
      >
        <Input className="react-aria-Input count" />
        {wrong}
      </NumberField>
    );
  return (
    <TextField
      aria-label={name}
      value={value === undefined ? '' : String(value)}
      onChange={onChange}
      isInvalid={problem !== undefined}
      autoComplete="off"
    >
      <Input />
      {wrong}
    </TextField>
  );
}

const NONE = ' none';

function CellChoice({ column, name, value, onChange, problem }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const isFlag = column.input === 'flag';
  const answers = isFlag
    ? [
        { value: 'true', words: t('step.yes') },
        { value: 'false', words: t('step.no') },
      ]
    : (column.options ?? []).map((o) => ({ value: o.value, words: say(o.text) }));
  const all = column.required ? answers : [...answers, { value: NONE, words: t('step.notGiven') }];
  const choose = (key: string | null) => {
    if (key === null || key === NONE) onChange(undefined);
    else onChange(isFlag ? key === 'true' : key);
  };
  return (
    <Select
      aria-label={name}
      value={value === undefined ? null : String(value)}
      onChange={(key) => choose(key === null ? null : String(key))}
      placeholder={t('step.choose')}
      isInvalid={problem !== undefined}
    >
      <Button className="select-button">
        <SelectValue />
        <ChevronDown aria-hidden size={16} />
      </Button>
      {problem && <FieldError>{problem.text}</FieldError>}
      <Popover className="popover">
        <ListBox className="options">
          {all.map(({ value: one, words }) => (
            <ListBoxItem key={one} id={one}>
              {words}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
