import { useContext, useState } from 'react';
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
      <FieldMessage />
    </TextField>
  );
}

/**
 * What is wrong. It goes when the field is left after it was mended, which is when a button is about to be pressed: its room stays,
 * so that nothing moves away from under the pointer.
 */
export function FieldMessage() {
  const said = useContext(FieldErrorContext)?.validationErrors.join(' ') ?? '';
  const [last, keep] = useState('');
  if (said !== '' && said !== last) keep(said);
  if (said !== '' || last === '') return <FieldError />;
  return (
    <p aria-hidden className="react-aria-FieldError" style={{ visibility: 'hidden' }}>
      {last}
    </p>
  );
}
