import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextArea, TextField } from 'react-aria-components';
import { FieldHint, FieldLabel, FieldProblem } from './field-label.js';
import type { FieldProps } from './field-props.js';

/** Entries below one another, as they are copied out of a table. */
export function ListField({
  field,
  value = [],
  onChange,
  problems,
}: FieldProps<readonly string[]>) {
  const { t } = useTranslation();
  const [typed, type] = useState(() => value.join('\n'));
  return (
    <TextField
      value={typed}
      onChange={(text) => {
        type(text);
        onChange(entriesIn(text));
      }}
      isInvalid={problems.length > 0}
      autoComplete="off"
    >
      <FieldLabel field={field} />
      <TextArea rows={2} />
      <FieldHint field={field}>{t('step.onePerLine', { count: value.length })}</FieldHint>
      <FieldProblem problems={problems} />
    </TextField>
  );
}

function entriesIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
