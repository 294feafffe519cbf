import { useTranslation } from 'react-i18next';
import { FieldError, Label, Text } from 'react-aria-components';
import { useSay } from '../../../app/language.js';
import { Instruction } from '../instruction.js';
import type { Column } from '../shapes.js';
import type { FieldProps } from './field-props.js';

type Props = Pick<FieldProps, 'field'>;

/** The words of a field, and whether it may stay empty. */
export function FieldLabel({ field }: Props) {
  const say = useSay();
  return (
    <Label>
      <Instruction text={say(field.label)} plain />
      <MayStayEmpty field={field} />
    </Label>
  );
}

/** Whether a field may stay empty, or when it may not. */
export function MayStayEmpty({ field }: { readonly field: Pick<Column, 'required' | 'needed'> }) {
  const { t } = useTranslation();
  const say = useSay();
  if (field.required) return null;
  return (
    <span className="optional"> ({field.needed ? say(field.needed) : t('step.optional')})</span>
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
