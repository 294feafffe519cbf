import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Input, NumberField, TextArea, TextField } from 'react-aria-components';
import { FieldHint, FieldLabel, FieldProblem } from './field-label.js';
import type { FieldProps } from './field-props.js';

/** A text; one without an example may be long, so its line grows. */
export function LineField({ field, value = '', onChange, problems }: FieldProps<string>) {
  const { required, example } = field;
  return (
    <TextField
      value={value}
      onChange={onChange}
      isRequired={required}
      isInvalid={problems.length > 0}
      autoComplete="off"
      spellCheck={example === undefined ? 'true' : 'false'}
    >
      <FieldLabel field={field} />
      {example === undefined ? (
        <TextArea rows={1} onKeyDown={sendOnEnter} />
      ) : (
        <Input className="react-aria-Input code" />
      )}
      <FieldHint field={field} />
      <FieldProblem problems={problems} />
    </TextField>
  );
}

/** Enter sends the form as in any line; Shift+Enter begins another line. */
function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

/** Neither shown nor kept: it leaves the page with the claim and never comes back. */
export function SecretField({ field, value = '', onChange, problems }: FieldProps<string>) {
  const { t } = useTranslation();
  return (
    <TextField
      value={value}
      onChange={onChange}
      type="password"
      isRequired={field.required}
      isInvalid={problems.length > 0}
      autoComplete="off"
    >
      <FieldLabel field={field} />
      <Input className="react-aria-Input code" />
      <FieldHint field={field}>{t('step.secret')}</FieldHint>
      <FieldProblem problems={problems} />
    </TextField>
  );
}

const WHOLE = { useGrouping: false, maximumFractionDigits: 0 };

export function CountField({ field, value, onChange, problems }: FieldProps<number>) {
  return (
    <NumberField
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? undefined : next)}
      formatOptions={WHOLE}
      isRequired={field.required}
      isInvalid={problems.length > 0}
    >
      <FieldLabel field={field} />
      <Input className="react-aria-Input count" />
      <FieldHint field={field} />
      <FieldProblem problems={problems} />
    </NumberField>
  );
}
