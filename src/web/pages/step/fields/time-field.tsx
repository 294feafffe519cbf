import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import {
  getLocalTimeZone,
  now,
  parseAbsolute,
  parseDate,
  type CalendarDate,
  type ZonedDateTime,
} from '@internationalized/date';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  Popover,
} from 'react-aria-components';
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
  const { t } = useTranslation();
  return (
    <>
      <FieldLabel field={field} />
      <Group className="date-group">
        <DateInput className="date-input">
          {(segment) => <DateSegment segment={segment} className="date-segment" />}
        </DateInput>
        <Button className="icon-button">
          <CalendarDays aria-hidden size={18} />
        </Button>
      </Group>
      <FieldHint field={field} />
      <FieldProblem problems={problems} />
      <Popover className="popover">
        <Dialog className="calendar-dialog" aria-label={t('step.calendar')}>
          <Calendar>
            <header className="calendar-head">
              <Button slot="previous" className="icon-button">
                <ChevronLeft aria-hidden size={18} />
              </Button>
              <Heading level={2} />
              <Button slot="next" className="icon-button">
                <ChevronRight aria-hidden size={18} />
              </Button>
            </header>
            <CalendarGrid>{(date) => <CalendarCell date={date} />}</CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </>
  );
}
