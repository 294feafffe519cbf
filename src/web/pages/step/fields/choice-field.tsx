import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import {
  Button,
  CheckboxGroup,
  ListBox,
  ListBoxItem,
  Popover,
  RadioGroup,
  Select,
  SelectValue,
} from 'react-aria-components';
import { useSay } from '../../../app/language.js';
import { Instruction } from '../instruction.js';
import { FieldHint, FieldLabel, FieldProblem } from './field-label.js';
import type { FieldProps } from './field-props.js';
import { OneCheck, OneRadio } from '../../../components/option.js';

const NONE = ' none';
/** From here on a list to open is quicker to read than all answers below one another. */
const MOST_RADIOS = 7;

interface Answer {
  readonly value: string;
  readonly words: string;
}

/** One of the answers the step offers. */
export function ChoiceField(props: FieldProps<string>) {
  const say = useSay();
  const answers = (props.field.options ?? []).map((o) => ({ value: o.value, words: say(o.text) }));
  return answers.length > MOST_RADIOS ? (
    <OneOfMany {...props} answers={answers} />
  ) : (
    <OneOf {...props} answers={answers} />
  );
}

/** Yes or no. */
export function FlagField({ value, onChange, ...props }: FieldProps<boolean>) {
  const { t } = useTranslation();
  const answers = [
    { value: 'true', words: t('step.yes') },
    { value: 'false', words: t('step.no') },
  ];
  return (
    <OneOf
      {...props}
      answers={answers}
      value={value === undefined ? undefined : String(value)}
      onChange={(next) => onChange(next === undefined ? undefined : next === 'true')}
    />
  );
}

interface AnswersProps extends FieldProps<string> {
  readonly answers: readonly Answer[];
}

/** A field that may stay empty offers that as an answer of its own: a radio cannot be taken back. */
function useAll({ answers, field }: AnswersProps): readonly Answer[] {
  const { t } = useTranslation();
  return field.required ? answers : [...answers, { value: NONE, words: t('step.notGiven') }];
}

function OneOf(props: AnswersProps) {
  const { field, value, onChange, problems } = props;
  const all = useAll(props);
  return (
    <RadioGroup
      value={value ?? (field.required ? null : NONE)}
      onChange={(next) => onChange(next === NONE ? undefined : next)}
      isRequired={field.required}
      isInvalid={problems.length > 0}
    >
      <FieldLabel field={field} />
      <FieldHint field={field} />
      <div
        className="answers"
        data-short={all.every(({ words }) => words.length < 12) || undefined}
      >
        {all.map(({ value: one, words }) => (
          <OneRadio key={one} value={one}>
            <Instruction text={words} plain />
          </OneRadio>
        ))}
      </div>
      <FieldProblem problems={problems} />
    </RadioGroup>
  );
}

function OneOfMany(props: AnswersProps) {
  const { t } = useTranslation();
  const { field, value, onChange, problems } = props;
  const all = useAll(props);
  return (
    <Select
      value={value ?? (field.required ? null : NONE)}
      onChange={(next) => onChange(next === null || next === NONE ? undefined : String(next))}
      placeholder={t('step.choose')}
      isRequired={field.required}
      isInvalid={problems.length > 0}
    >
      <FieldLabel field={field} />
      <Button className="select-button">
        <SelectValue />
        <ChevronDown aria-hidden size={16} />
      </Button>
      <FieldHint field={field} />
      <FieldProblem problems={problems} />
      <Popover className="popover">
        <ListBox className="options">
          {all.map(({ value: one, words }) => (
            <ListBoxItem key={one} id={one} textValue={words}>
              <Instruction text={words} plain />
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}

/** Several of the answers the step offers. */
export function ChoicesField({ field, value, onChange, problems }: FieldProps<readonly string[]>) {
  const say = useSay();
  const { options = [] } = field;
  return (
    <CheckboxGroup value={[...(value ?? [])]} onChange={onChange} isInvalid={problems.length > 0}>
      <FieldLabel field={field} />
      <FieldHint field={field} />
      <div className="answers">
        {options.map((option) => (
          <OneCheck key={option.value} value={option.value}>
            <Instruction text={say(option.text)} plain />
          </OneCheck>
        ))}
      </div>
      <FieldProblem problems={problems} />
    </CheckboxGroup>
  );
}
