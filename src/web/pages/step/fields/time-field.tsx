import {
  getLocalTimeZone,
  now,
  parseAbsolute,
  parseDate,
  type CalendarDate,
  type ZonedDateTime,
} from '@internationalized/date';
import { useTranslation } from 'react-i18next';
import type { DatePickerProps, DateValue } from 'react-aria-components';
import { useLanguage } from '../../../app/language.js';
import { DateField, type Changed } from '../../../components/date-field.js';
import { dayAsWritten } from '../../../components/day-typed.js';
import { FieldHint, FieldLabel, FieldProblem } from './field-label.js';
import type { FieldProps } from './field-props.js';

/** A day. Stored as `2026-03-02`. */
export function DayField(props: FieldProps<string>) {
  return <Time<CalendarDate> {...props} parse={parseDate} format={String} />;
}

/** A point in time, typed in the zone of the person. Stored as `2026-03-02T09:30:00.000Z`. */
export function MomentField(props: FieldProps<string>) {
  const zone = getLocalTimeZone();
  return (
    <Time<ZonedDateTime>
      {...props}
      parse={(text) => parseAbsolute(text, zone)}
      format={(moment) => moment.toAbsoluteString()}
      placeholderValue={now(zone).set({ second: 0, millisecond: 0 })}
      granularity="minute"
      hourCycle={24}
    />
  );
}

type Shape<T extends DateValue> = Pick<
  DatePickerProps<T>,
  'placeholderValue' | 'granularity' | 'hourCycle'
>;

interface Props<T extends DateValue> extends FieldProps<string>, Shape<T> {
  readonly parse: (text: string) => T;
  readonly format: (value: NonNullable<Parameters<Changed<T>>[0]>) => string;
}

/** A day that does not exist is kept as it was typed, `2026-02-31`: so the form is held back, and the field says why. */
function Time<T extends DateValue>(props: Props<T>) {
  const { field, value, onChange, problems, parse, format, ...shape } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const known = read(value, parse);
  const isNoDay = known === null && value !== undefined && value !== '';
  const text = isNoDay ? t('parts.noSuchDay', { day: dayAsWritten(value, language) }) : '';
  const shown = isNoDay ? [{ field: field.name, text }] : problems;
  return (
    <DateField<T>
      {...shape}
      value={known}
      onChange={(next) => onChange(next === null ? undefined : format(next))}
      onNoSuchDay={onChange}
      isRequired={field.required}
      isInvalid={shown.length > 0}
      label={<FieldLabel field={field} />}
    >
      <FieldHint field={field} />
      <FieldProblem problems={shown} />
    </DateField>
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
