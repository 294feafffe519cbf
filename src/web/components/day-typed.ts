import { CalendarDate } from '@internationalized/date';

/** Year, month and day as they stand in a date field, complete. */
export interface DayTyped {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

interface Segment {
  readonly type: string;
  readonly value?: number | null | undefined;
  readonly isPlaceholder: boolean;
}

/** What was typed; undefined as long as a part is missing. */
export function dayTyped(segments: readonly Segment[]): DayTyped | undefined {
  const part = (name: string) => {
    const found = segments.find(({ type, isPlaceholder }) => type === name && !isPlaceholder);
    return found?.value ?? undefined;
  };
  const [year, month, day] = [part('year'), part('month'), part('day')];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return { year, month, day };
}

/** Whether the calendar has it; February 31 it has not. */
export function exists({ year, month, day }: DayTyped): boolean {
  return new CalendarDate(year, month, day).day === day; // the library moves it to the nearest one
}

/** `2026-02-31`, which no reader of days takes. */
export function isoDay({ year, month, day }: DayTyped): string {
  const digits = (n: number, count: number) => String(n).padStart(count, '0');
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}

/** `31.02.2026`, where the calendar knows no such day to be written by the platform. */
export function dayAsWritten(iso: string, language: 'de' | 'en'): string {
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
  return [day, month, year].join(language === 'de' ? '.' : '/');
}
