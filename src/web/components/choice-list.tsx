import { ChevronDown } from 'lucide-react';
import {
  Button,
  FieldError,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
} from 'react-aria-components';

export interface Option {
  readonly id: string;
  readonly name: string;
}

export interface ChoiceProps {
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
  /** What stands there as long as nothing is chosen, and when a form goes without it. */
  readonly asks?: string;
}

/** The list that opens. */
export default function ChoiceList({ label, options, chosen, onChoose, asks }: ChoiceProps) {
  return (
    <Select
      className="select"
      value={chosen === '' ? null : chosen}
      onChange={(key) => onChoose(String(key))}
      {...(asks === undefined ? {} : { placeholder: asks, isRequired: true, name: label })}
    >
      <Label>{label}</Label>
      <Button className="button select-button">
        <SelectValue />
        <ChevronDown aria-hidden size={16} />
      </Button>
      {asks !== undefined && <FieldError>{asks}</FieldError>}
      <Popover className="popover">
        <ListBox className="menu">
          {options.map(({ id, name }) => (
            <ListBoxItem key={id} id={id} textValue={name}>
              {name}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
