import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  DateInput,
  DateSegment,
  Dialog,
  Group,
  Heading,
  Popover,
} from 'react-aria-components';
import './date-parts.css';

/** What a `DatePicker` is made of: the typed date, and the calendar beside it. */
export function DateParts() {
  const { t } = useTranslation();
  return (
    <>
      <Group className="date-group">
        <DateInput className="date-input">
          {(segment) => <DateSegment segment={segment} className="date-segment" />}
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
