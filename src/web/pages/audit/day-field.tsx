import { parseDate, type CalendarDate } from '@internationalized/date';
import { Label } from 'react-aria-components';
import { DateField } from '../../components/date-field.js';

interface Props {
  readonly label: string;
  /** `2026-03-02`, or nothing. */
  readonly value: string;
  readonly onChoose: (day: string) => void;
}

/** A day; loaded when the page stands already, since it brings calendars along. */
export default function DayField({ label, value, onChoose }: Props) {
  return (
    <DateField<CalendarDate>
      className="date-field"
      value={value === '' ? null : parseDate(value)}
      onChange={(day) => onChoose(day?.toString() ?? '')}
      label={<Label>{label}</Label>}
    />
  );
}
