import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { getLocalTimeZone, now, parseAbsolute, type ZonedDateTime } from '@internationalized/date';
import { X } from 'lucide-react';
import { Button, Form, Label } from 'react-aria-components';
import { ApiError } from '../../api/api-error.js';
import { newKey, revisionRead, useRunCommand } from '../../api/commands.js';
import { useSay } from '../../app/language.js';
import { DateField } from '../../components/date-field.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import { changes, type Line, type Span, type Typed } from './dates.js';

interface Props {
  readonly run: string;
  readonly revision: number;
  readonly lines: readonly Line[];
  /** What was typed and not saved yet. */
  readonly typed: Typed | undefined;
  readonly onType: (typed: Typed) => void;
  readonly onDone: (saved: boolean) => void;
}

/** All dates at once; only what was changed is sent. After a conflict it can be sent again: what others planned is shown by then. */
export default function PlanForm({ run, revision, lines, typed = {}, onType, onDone }: Props) {
  const { t } = useTranslation();
  const { mutate, error, isPending } = useRunCommand(run);
  const [seen, setSeen] = useState(revision);
  const [key, setKey] = useState(newKey);
  const [isResumed] = useState(Object.keys(typed).length > 0);
  const refused = (answer: unknown) => {
    if (!(answer instanceof ApiError)) return; // without an answer it stays the same wish
    setSeen((before) => revisionRead(before, answer));
    setKey(newKey());
  };
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { count, body } = changes(lines, typed);
    if (count === 0) onDone(false);
    else
      mutate(
        { path: 'plan', key, revision: seen, body },
        { onSuccess: () => onDone(true), onError: refused },
      );
  };
  const type = (id: string, span: Span) => {
    onType({ ...typed, [id]: span });
    setKey(newKey());
  };
  return (
    <Form className="form plan-form" onSubmit={send}>
      {isResumed && <p className="quiet">{t('step.resumed')}</p>}
      {error && <ProblemNotice error={error} />}
      {lines.map((line) => (
        <Fields
          key={line.id}
          line={line}
          span={typed[line.id] ?? line.planned}
          onChange={(span) => type(line.id, span)}
        />
      ))}
      <div className="buttons">
        <Button type="submit" className="button primary" isPending={isPending}>
          {t('plan.save')}
        </Button>
        <Button className="button" onPress={() => onDone(false)}>
          {t('parts.cancel')}
        </Button>
      </div>
    </Form>
  );
}

interface FieldsProps {
  readonly line: Line;
  readonly span: Span;
  readonly onChange: (span: Span) => void;
}

function Fields({ line, span, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const what = useSay()(line.title);
  if (line.kind === 'milestone')
    return (
      <Moment label={what} value={span.until} onChange={(until) => onChange({ ...span, until })} />
    );
  return (
    <div className="plan-pair">
      <Moment
        label={t('plan.beginOf', { what })}
        value={span.from}
        onChange={(from) => onChange({ ...span, from })}
      />
      <Moment
        label={t('plan.endOf', { what })}
        value={span.until}
        onChange={(until) => onChange({ ...span, until })}
      />
    </div>
  );
}

interface MomentProps {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (at: string | null) => void;
}

/** A point in time in the zone of the person, to the minute; empty means not planned. */
function Moment({ label, value, onChange }: MomentProps) {
  const { t } = useTranslation();
  const zone = getLocalTimeZone();
  return (
    <div className="plan-moment">
      <DateField<ZonedDateTime>
        label={<Label>{label}</Label>}
        value={value === null ? null : parseAbsolute(value, zone)}
        onChange={(next) => onChange(next?.toAbsoluteString() ?? null)}
        placeholderValue={now(zone).set({ hour: 8, minute: 0, second: 0, millisecond: 0 })}
        granularity="minute"
        hourCycle={24}
        hideTimeZone
      />
      {value !== null && (
        <Button
          className="icon-button"
          aria-label={t('plan.clear', { what: label })}
          onPress={() => onChange(null)}
        >
          <X aria-hidden size={18} />
        </Button>
      )}
    </div>
  );
}
