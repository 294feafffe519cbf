import { useRef, useState, type FocusEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  DatePicker,
  FieldError,
  type DatePickerProps,
  type DateValue,
} from 'react-aria-components';
import { useLanguage } from '../app/language.js';
import { DateParts } from './date-parts.js';
import { dayAsWritten, exists, isoDay, type DayTyped } from './day-typed.js';

export type Changed<T extends DateValue> = NonNullable<DatePickerProps<T>['onChange']>;

interface Props<T extends DateValue> extends Omit<
  DatePickerProps<T>,
  'children' | 'value' | 'onChange' | 'validate'
> {
  readonly value: T | null;
  readonly onChange: Changed<T>;
  /** Given where something else says it: which day was typed that does not exist, `2026-02-31`. */
  readonly onNoSuchDay?: (iso: string) => void;
  readonly label: ReactNode;
  /** Below the date. */
  readonly children?: ReactNode;
}

/**
 * A date with its calendar. The library moves a day that does not exist to the nearest one when the field is left; here the
 * field is emptied then, and what was typed is named.
 */
export function DateField<T extends DateValue>(props: Props<T>) {
  const { label, children, onChange, onNoSuchDay, ...picker } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const [missing, miss] = useState<string>();
  const change: Changed<T> = (next) => {
    miss(undefined);
    onChange(next);
  };
  const refuse = (iso: string) => {
    miss(iso);
    onChange(null);
    onNoSuchDay?.(iso);
  };
  const { watch, onChange: changed, ...leaving } = useLeaving(change, refuse);
  const isSaidHere = missing !== undefined && onNoSuchDay === undefined;
  const says = isSaidHere ? t('parts.noSuchDay', { day: dayAsWritten(missing, language) }) : null;
  return (
    <DatePicker<T>
      {...picker}
      onChange={changed}
      validate={() => says}
      isInvalid={picker.isInvalid === true || says !== null}
    >
      {label}
      <div {...leaving}>
        <DateParts onTyped={watch} />
      </div>
      {children}
      {says !== null && <FieldError>{says}</FieldError>}
    </DatePicker>
  );
}

/** Notices when a day that does not exist is left, before the library has moved it. */
function useLeaving<T extends DateValue>(change: Changed<T>, refuse: (iso: string) => void) {
  const typed = useRef<DayTyped>(undefined);
  const left = useRef<DayTyped>(undefined);
  return {
    watch: (day: DayTyped | undefined) => {
      typed.current = day;
    },
    onChange: ((next) => {
      if (left.current === undefined) change(next);
    }) satisfies Changed<T>,
    onBlurCapture: (event: FocusEvent) => {
      const day = typed.current;
      if (day && !exists(day) && isLeaving(event)) left.current = day;
    },
    onBlur: () => {
      const day = left.current;
      left.current = undefined;
      if (day) refuse(isoDay(day));
    },
  };
}

const isLeaving = ({ target, relatedTarget }: FocusEvent): boolean =>
  target.closest('.date-input')?.contains(relatedTarget) === false;
