import { useContext, useEffect } from 'react';
import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  DateFieldStateContext,
  DateInput,
  DateSegment,
  Dialog,
  Group,
  Heading,
  Popover,
} from 'react-aria-components';
import { dayTyped, type DayTyped } from './day-typed.js';
import './date-parts.css';

interface Props {
  /** Told what stands in the field whenever that changes; undefined while a part is missing. */
  readonly onTyped: (day: DayTyped | undefined) => void;
}

/** What a `DatePicker` is made of: the typed date, and the calendar beside it. */
export function DateParts({ onTyped }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Group className="date-group">
        <DateInput className="date-input">
          {(segment) => (
            <>
              <DateSegment segment={segment} className="date-segment" />
              {segment.type === 'day' && <Watch onTyped={onTyped} />}
            </>
          )}
        </DateInput>
        <Button className="icon-button">
          <CalendarDays aria-hidden size={18} />
        </Button>
      </Group>
      <Popover className="popover">
        <Dialog className="calendar-dialog" aria-label={t('parts.calendar')}>
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

/** Stands inside the field, where its parts are known. */
function Watch({ onTyped }: Props) {
  const segments = useContext(DateFieldStateContext)?.segments;
  useEffect(() => onTyped(segments && dayTyped(segments)), [segments, onTyped]);
  return null;
}
