import { lazy } from 'react';
import type { Row } from '../shapes.js';
import { ChoiceField, ChoicesField, FlagField } from './choice-field.js';
import { fieldId, type FieldProps } from './field-props.js';
import { CountField, LineField, SecretField } from './line-field.js';
import { ListField } from './list-field.js';

// What few forms need is fetched when one does.
const RowsField = lazy(async () => ({ default: (await import('./rows-field.js')).RowsField }));
const PathField = lazy(async () => ({ default: (await import('./path-field.js')).PathField }));
const DayField = lazy(async () => ({ default: (await import('./time-field.js')).DayField }));
const MomentField = lazy(async () => ({ default: (await import('./time-field.js')).MomentField }));

/** One field of a form, by the kind the step's schema gives it. */
export function FormField(props: FieldProps) {
  return (
    <div id={fieldId(props.field.name)} className="field">
      <Widget {...props} />
    </div>
  );
}

function Widget(props: FieldProps) {
  switch (props.field.input) {
    case 'number':
      return <CountField {...props} value={props.value as number | undefined} />;
    case 'flag':
      return <FlagField {...props} value={props.value as boolean | undefined} />;
    case 'choice':
      return <ChoiceField {...props} value={props.value as string | undefined} />;
    case 'choices':
      return <ChoicesField {...props} value={props.value as readonly string[] | undefined} />;
    case 'date':
      return <DayField {...props} value={props.value as string | undefined} />;
    case 'instant':
      return <MomentField {...props} value={props.value as string | undefined} />;
    case 'list':
      return <ListField {...props} value={props.value as readonly string[] | undefined} />;
    case 'secret':
      return <SecretField {...props} value={props.value as string | undefined} />;
    case 'path':
      return <PathField {...props} value={props.value as string | undefined} />;
    case 'rows':
      return <RowsField {...props} value={props.value as readonly Row[] | undefined} />;
    default:
      return <LineField {...props} value={props.value as string | undefined} />;
  }
}
