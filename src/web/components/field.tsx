import {
  FieldError,
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
      <FieldError />
    </TextField>
  );
}
