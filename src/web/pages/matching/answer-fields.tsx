import { Label, RadioGroup } from 'react-aria-components';
import { useSay } from '../../app/language.js';
import { CellField } from '../step/fields/cell-field.js';
import { OneRadio } from '../../components/option.js';
import type { Row as Answer } from '../step/shapes.js';
import { chosenIn, type Decisions } from './decisions.js';

interface Props {
  readonly label: string;
  readonly decisions: Decisions;
  readonly answer: Answer | undefined;
  /** The cells that changed. */
  readonly onChange: (cells: Answer) => void;
  /** The keys that decide in the list are named beside the options. */
  readonly withKeys?: true;
}

/** One decision: what is chosen, and once it is, what is asked beside it. */
export function AnswerFields({ label, decisions, answer, onChange, withKeys }: Props) {
  const say = useSay();
  const chosen = chosenIn(answer);
  return (
    <>
      <RadioGroup value={chosen ?? null} onChange={(decision) => onChange({ decision })}>
        <Label>{label}</Label>
        {decisions.decision.options.map(({ value, text }, at) => (
          <OneRadio key={value} value={value}>
            <span>
              {say(text)} {withKeys && <kbd aria-hidden>{at + 1}</kbd>}
            </span>
          </OneRadio>
        ))}
      </RadioGroup>
      {chosen !== undefined &&
        decisions.besides.map((column) => (
          <div key={column.name} className="beside">
            <span className="react-aria-Label" aria-hidden>
              {say(column.label)}
            </span>
            <CellField
              column={column}
              name={say(column.label)}
              value={answer?.[column.name]}
              onChange={(cell) => onChange({ [column.name]: cell })}
              problem={undefined}
            />
          </div>
        ))}
    </>
  );
}
