import { useTranslation } from 'react-i18next';
import { useLanguage, useSay } from '../../app/language.js';
import { dayAsWritten } from '../../components/day-typed.js';
import type { FormProblem, ProblemWords } from './form-problems.js';
import type { Step } from './shapes.js';

/** A table of the form that is shown elsewhere, where its rows have names. */
export interface Elsewhere {
  readonly field: string;
  /** @param row counts from 1 */
  readonly nameOf: (row: number) => string;
}

/** How problems of a form are said, and where they are. */
export function useFormWords({ fields }: Step, elsewhere?: Elsewhere) {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const words: ProblemWords = {
    missing: t('step.missing'),
    least: (min) => t('step.least', { min }),
    most: (max) => t('step.most', { max }),
    few: (min) => t('step.few', { count: min }),
    noSuchDay: (iso) => t('parts.noSuchDay', { day: dayAsWritten(iso, language) }),
    long: (max) => t('step.long', { max }),
  };
  const placeOf = (name: string, row: number) =>
    name === elsewhere?.field ? elsewhere.nameOf(row) : t('problem.row', { row });
  /** `Sample, row 3, name` */
  const labelOf = ({ field: name, row, column }: FormProblem): string => {
    const field = fields.find((one) => one.name === name);
    const cell = field?.columns?.find((one) => one.name === column);
    const parts = [
      field ? say(field.label).replaceAll('`', '') : name,
      row === undefined ? undefined : placeOf(name, row),
      cell ? say(cell.label) : column,
    ];
    return parts.filter((part) => part !== undefined && part !== '').join(', ');
  };
  return { words, labelOf };
}
