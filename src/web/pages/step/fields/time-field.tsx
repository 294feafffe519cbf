import {
  getLocalTimeZone,
  now,
  parseAbsolute,
  parseDate,
  type CalendarDate,
  type ZonedDateTime,
} from '@internationalized/date';
import { DatePicker } from 'react-aria-components';
import { DateParts } from '../../../components/date-parts.js';
import { FieldHint, FieldLabel, FieldProblem } from './field-label.js';
import type { FieldProps } from './field-props.js';

/** A day. Stored as `2026-03-02`. */
export function DayField({ field, value, onChange, problems }: FieldProps<string>) {
  return (
    <DatePicker<CalendarDate>
      value={read(value, parseDate)}
      onChange={(next) => onChange(next?.toString())}
      isRequired={field.required}
      isInvalid={problems.length > 0}
    >
      <Parts field={field} problems={problems} />
    </DatePicker>
  );
}

/** A point in time, typed in the zone of the person. Stored as `2026-03-02T09:30:00.000Z`. */
export function MomentField({ field, value, onChange, problems }: FieldProps<string>) {
  const zone = getLocalTimeZone();
  return (
    <DatePicker<ZonedDateTime>
      value={read(value, (text) => parseAbsolute(text, zone))}
      onChange={(next) => onChange(next?.toAbsoluteString())}
      placeholderValue={now(zone)}
      granularity="second"
      hourCycle={24}
      isRequired={field.required}
      isInvalid={problems.length > 0}
    >
      <Parts field={field} problems={problems} />
    </DatePicker>
  );
}

/** Null where nothing stands yet, or what was stored is no time. */
function read<T>(value: unknown, parse: (text: string) => T): T | null {
  if (typeof value !== 'string' || value === '') return null;
  try {
    return parse(value);
  } catch {
    return null;
  }
}

function Parts({ field, problems }: Pick<FieldProps, 'field' | 'problems'>) {
  return (
    <>
      <FieldLabel field={field} />
      <DateParts />
      <FieldHint field={field} />
      <FieldProblem problems={problems} />
    </>
  );
}
