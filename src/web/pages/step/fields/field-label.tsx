import { useTranslation } from 'react-i18next';
import { FieldError, Label, Text } from 'react-aria-components';
import { useSay } from '../../../app/language.js';
import { Instruction } from '../instruction.js';
import type { FieldProps } from './field-props.js';

type Props = Pick<FieldProps, 'field'>;

/** The words of a field, and whether it may stay empty. */
export function FieldLabel({ field }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <Label>
      <Instruction text={say(field.label)} plain />
      {!field.required && <span className="optional"> ({t('step.optional')})</span>}
    </Label>
  );
}

interface HintProps extends Props {
  readonly children?: string;
}

/** What an answer looks like and which bounds it has, where there is something to say. */
export function FieldHint({ field, children }: HintProps) {
  const { t } = useTranslation();
  const { example, limits: { min, max } = {}, input } = field;
  const bounds =
    input === 'number' && max !== undefined && max < 1_000_000 && min !== undefined
      ? t('step.between', { min, max })
      : undefined;
  const shown = example !== undefined && input !== 'date' && input !== 'instant';
  const parts = [children, shown ? t('step.example', { example }) : undefined, bounds];
  const text = parts.filter((part) => part !== undefined).join(' ');
  return text === '' ? null : <Text slot="description">{text}</Text>;
}

/** What is wrong with the field, said at the field. */
export function FieldProblem({ problems }: Pick<FieldProps, 'problems'>) {
  const [first] = problems;
  return first ? <FieldError>{first.text}</FieldError> : null;
}
