import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  FieldError,
  FieldErrorContext,
  Input,
  Label,
  Text,
  TextField,
  type TextFieldProps,
} from 'react-aria-components';

interface Props extends Omit<TextFieldProps, 'children' | 'className'> {
  readonly label: string;
  /** One sentence below: what belongs in it. */
  readonly help?: string;
}

/** A line of text with its label, its help and what is wrong with it. */
export function Field({ label, help, ...field }: Props) {
  return (
    <TextField {...field}>
      <Label>{label}</Label>
      <Input />
      {help !== undefined && <Text slot="description">{help}</Text>}
      <FieldMessage least={field.minLength} />
    </TextField>
  );
}

/**
 * What is wrong, in the language of the page and not of the browser. It goes when the field is left after it was mended, which is when a button is about to be pressed: its room stays,
 * so that nothing moves away from under the pointer.
 */
export function FieldMessage({ least = 0 }: { readonly least?: number | undefined }) {
  const said = useSaid(least);
  const [last, keep] = useState('');
  if (said !== '' && said !== last) keep(said);
  if (said !== '' || last === '') return <FieldError>{said}</FieldError>;
  return (
    <p aria-hidden className="react-aria-FieldError" style={{ visibility: 'hidden' }}>
      {last}
    </p>
  );
}

function useSaid(least: number): string {
  const { t } = useTranslation();
  const wrong = useContext(FieldErrorContext);
  if (!wrong?.isInvalid) return '';
  if (wrong.validationDetails.valueMissing) return t('parts.fieldMissing');
  if (wrong.validationDetails.tooShort) return t('parts.fieldShort', { count: least });
  return wrong.validationErrors.join(' ');
}
