import { parseDate, type CalendarDate } from '@internationalized/date';
import { Label } from 'react-aria-components';
import { DateField } from '../../components/date-field.js';

interface Props {
  readonly label: string;
  /** `2026-03-02`, or nothing. */
  readonly value: string;
  readonly onChoose: (day: string) => void;
}

/** A day, as one of the filters. */
export function DayField({ label, value, onChoose }: Props) {
  return (
    <DateField<CalendarDate>
      className="date-field"
      value={value === '' ? null : parseDate(value)}
      onChange={(day) => onChoose(day?.toString() ?? '')}
      label={<Label>{label}</Label>}
    />
  );
}
