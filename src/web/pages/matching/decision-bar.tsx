import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { Link } from 'wouter';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { Choice } from '../../components/choice.js';
import { StatusMark } from '../../components/status-mark.js';
import { fieldId } from '../step/fields/field-props.js';
import { chosenIn, type Decisions } from './decisions.js';
import { FillDialog } from './fill-dialog.js';
import type { Narrow } from './narrowing.js';
import { countOf, useCount } from './numbers.js';
import type { ListPlace } from './queries.js';
import type { ImportOutcome, Matching } from './shapes.js';

interface Props {
  readonly data: Matching;
  readonly decisions: Decisions;
  readonly narrow: Narrow;
  /** The list that is shown; undefined while it is not one of source rows. */
  readonly place: ListPlace | undefined;
  readonly onNext: () => void;
  /** It was looked for the next row without a decision, and there is none. */
  readonly noneOpen: boolean;
}

/** Which step decides, how far the decisions are, and the ways to get through them quickly. */
export function DecisionBar(props: Props) {
  const { data, decisions, narrow } = props;
  const { t } = useTranslation();
  const say = useSay();
  const { decision, page, isOpen } = decisions;
  return (
    <section className="panel deciding" id={fieldId(decision.field)}>
      <div className="panel-head">
        <h2>
          <span className="id">{decision.step}</span> {say(decision.title)}
        </h2>
        <StatusMark status={page.status} />
      </div>
      <div className="row">
        {data.decisions.length > 1 && (
          <Choice
            label={t('matching.decideOn')}
            options={data.decisions.map(({ step, title }) => ({
              ...{ id: step, name: `${step} ${say(title)}` },
            }))}
            chosen={decision.step}
            onChoose={(step) => narrow({ decide: step })}
          />
        )}
        {(isOpen || decisions.all.length > 0) && <Progress decisions={decisions} />}
        {!isOpen && (
          <p className="quiet">
            <NotNow status={page.status} />{' '}
            <Link href={addresses.step(page.run, page.id)}>{t('matching.toStep')}</Link>
          </p>
        )}
      </div>
      {isOpen && <Shortcuts {...props} />}
    </section>
  );
}

function NotNow({ status }: { readonly status: string }) {
  const { t } = useTranslation();
  if (status === 'locked') return t('matching.later');
  return ['ready', 'rejected', 'failed'].includes(status)
    ? t('step.notYourTask')
    : t('matching.handedIn');
}

/** "3 decided: 2 keep, 1 overwrite". */
function Progress({ decisions: { all, decision } }: Pick<Props, 'decisions'>) {
  const { t } = useTranslation();
  const say = useSay();
  const number = useCount();
  const parts = decision.options.map(({ value, text }) => {
    const some = all.filter((answer) => chosenIn(answer) === value);
    return `${number(some.length)} ${say(text)}`;
  });
  return (
    <p role="status">
      {t('matching.decided', { count: all.length })}
      {all.length > 0 && `: ${parts.join(', ')}`}
    </p>
  );
}

function Shortcuts({ data, decisions, narrow, place, onNext, noneOpen }: Props) {
  const { t } = useTranslation();
  const number = useCount();
  const [filling, fill] = useState(false);
  const { about } = decisions.decision;
  const expected = countOf(data.totals, about);
  return (
    <>
      {about.length > 0 && (
        <p className="quiet">
          {t('matching.expected', { count: expected, shown: number(expected) })}
        </p>
      )}
      <div className="buttons">
        {expected > 0 && (
          <Button
            className="button"
            onPress={() =>
              narrow({ outcomes: [], imports: about as ImportOutcome[], q: '', free: false })
            }
          >
            {t('matching.showExpected')}
          </Button>
        )}
        {place && (
          <>
            <Button className="button" onPress={onNext}>
              {t('matching.nextOpen')}
            </Button>
            <Button className="button" onPress={() => fill(true)}>
              {t('matching.fillAll')}
            </Button>
          </>
        )}
      </div>
      <p role="status" className="quiet">
        {noneOpen && t('matching.noneOpen')}
      </p>
      {filling && place && (
        <FillDialog place={place} decisions={decisions} onClose={() => fill(false)} />
      )}
    </>
  );
}
