import type { ReactNode } from 'react';
import { CheckboxButton, CheckboxField, RadioButton, RadioField } from 'react-aria-components';
import './option.css';

interface Props {
  readonly value: string;
  readonly children: ReactNode;
}

/** One answer of which one is chosen. */
export function OneRadio({ value, children }: Props) {
  return (
    <RadioField value={value}>
      <RadioButton className="option radio">{children}</RadioButton>
    </RadioField>
  );
}

/** One answer of which several may be chosen. */
export function OneCheck({ value, children }: Props) {
  return (
    <CheckboxField value={value}>
      <CheckboxButton className="option check">{children}</CheckboxButton>
    </CheckboxField>
  );
}

interface OwnProps {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly children: ReactNode;
}

/** A yes or no that stands alone and is valid at once. */
export function OwnCheck({ on, onChange, children }: OwnProps) {
  return (
    <CheckboxField isSelected={on} onChange={onChange}>
      <CheckboxButton className="option check">{children}</CheckboxButton>
    </CheckboxField>
  );
}
