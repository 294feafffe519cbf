import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { Link } from 'wouter';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { AnswerFields } from './answer-fields.js';
import { chosenIn, isDecidable, type Decisions } from './decisions.js';
import type { MatchRow } from './shapes.js';

interface Props {
  readonly row: MatchRow;
  readonly decisions: Decisions;
}

/** What is decided for one row; whoever may, changes it. It is kept as the draft of the step. */
export function DecisionFields({ row, decisions }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const { decision, page, besides, isOpen } = decisions;
  const answer = decisions.of(row);
  const chosen = chosenIn(answer);
  const words = decision.options.find(({ value }) => value === chosen)?.text;
  if (!isOpen) {
    if (words === undefined) return null;
    const reasons = besides.map(({ name }) => answer?.[name]).filter((cell) => cell !== undefined);
    return (
      <p className="decided">
        {decision.step}: <strong>{say(words)}</strong> {reasons.join(', ')}
      </p>
    );
  }
  if (!isDecidable(row))
    return (
      <p>
        {t('matching.inTheForm')}{' '}
        <Link href={addresses.step(page.run, page.id)}>{decision.step}</Link>
      </p>
    );
  return (
    <section className="decision-fields">
      <AnswerFields
        label={`${decision.step} ${say(decision.title)}`}
        {...{ decisions, answer }}
        onChange={(cells) => decisions.set(row, cells)}
        withKeys
      />
      {chosen !== undefined && (
        <Button className="button" onPress={() => decisions.set(row, undefined)}>
          {t('matching.takeBack')} <kbd aria-hidden>0</kbd>
        </Button>
      )}
    </section>
  );
}
