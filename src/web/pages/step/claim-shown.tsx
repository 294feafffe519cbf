import { useTranslation } from 'react-i18next';
import { timeText } from '../../../core/time-text.js';
import { useLanguage, useSay } from '../../app/language.js';
import { isDefault } from './answers.js';
import { EvidenceFiles } from './evidence-files.js';
import { Instruction } from './instruction.js';
import { digestIn } from './upload.js';
import type { Claim, Column, Field, Row, Step } from './shapes.js';

const MOST_ROWS = 50;

/** What was handed in, as it was handed in; a secret only says that it was given. */
export function ClaimShown({ page, claim }: { readonly page: Step; readonly claim: Claim | null }) {
  const { t } = useTranslation();
  if (!claim) return null;
  return (
    <section className="claim-shown">
      <h3>{t('step.answersOf', { name: claim.actor ?? '?' })}</h3>
      <Answers fields={page.fields} input={claim.input} />
      <EvidenceFiles run={page.run} step={page.id} />
    </section>
  );
}

interface AnswersProps {
  readonly fields: readonly Field[];
  readonly input: Readonly<Record<string, unknown>>;
}

/** Answers under the questions of the form. */
export function Answers({ fields, input }: AnswersProps) {
  const { t } = useTranslation();
  const say = useSay();
  const given = fields.filter(({ name }) => name in input);
  if (given.length === 0) return null;
  return (
    <dl className="facts">
      {given.map((field) => (
        <div key={field.name}>
          <dt>
            <Instruction text={say(field.label)} plain />
          </dt>
          <dd>
            <Answer field={field} value={input[field.name]} />
            {isDefault(field, input[field.name]) && (
              <span className="quiet"> ({t('step.default')})</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Answer({ field, value }: { readonly field: Field; readonly value: unknown }) {
  const { t } = useTranslation();
  const word = useWord();
  if (field.secret) return t('step.secretGiven');
  if (Array.isArray(value) && field.columns)
    return <Rows columns={field.columns} rows={value as Row[]} />;
  if (Array.isArray(value)) {
    if (value.length === 0) return t('step.noneGiven');
    const lines = value.map((one) => word(field, one)).join(field.input === 'list' ? '\n' : ', ');
    return <span className="answer">{lines}</span>;
  }
  return <span className="answer">{word(field, value)}</span>;
}

function Rows({
  columns,
  rows,
}: {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}) {
  const { t } = useTranslation();
  const say = useSay();
  const word = useWord();
  if (rows.length === 0) return t('step.noneGiven');
  return (
    <>
      <table className="table rows-table">
        <thead>
          <tr>
            {columns.map(({ name, label }) => (
              <th key={name} scope="col">
                {say(label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((row, at) => (
            <tr key={at}>
              {columns.map((column) => (
                <td key={column.name} data-label={say(column.label)}>
                  {word(column, row[column.name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_ROWS && t('step.andMore', { count: rows.length - MOST_ROWS })}
    </>
  );
}

/** One answer as people read it: choices by their words, times in their zone. */
function useWord() {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  return ({ options, input }: Pick<Field, 'options' | 'input'>, value: unknown): string => {
    const option = options?.find((one) => one.value === value);
    if (option) return say(option.text).replaceAll('`', '');
    if (value === undefined || value === null) return '–';
    if (typeof value === 'boolean') return value ? t('step.yes') : t('step.no');
    if (input === 'path' && typeof value === 'string' && digestIn(value)) return t('step.sentFile');
    if (typeof value !== 'string') return JSON.stringify(value);
    return input === 'date' || input === 'instant' ? timeText(value, language) : value;
  };
}
