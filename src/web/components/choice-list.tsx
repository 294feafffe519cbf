import { ChevronDown } from 'lucide-react';
import {
  Button,
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
}

/** The list that opens. */
export default function ChoiceList({ label, options, chosen, onChoose }: ChoiceProps) {
  return (
    <Select className="select" value={chosen} onChange={(key) => onChoose(String(key))}>
      <Label>{label}</Label>
      <Button className="button select-button">
        <SelectValue />
        <ChevronDown aria-hidden size={16} />
      </Button>
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
