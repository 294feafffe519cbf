import { useEffect, useState } from 'react';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, Input, Label, SearchField } from 'react-aria-components';
import type { ChecklistStep } from '../../api/shapes.js';
import { useSay } from '../../app/language.js';
import { Choice } from '../../components/choice.js';
import { DayField } from './day-field.js';
import type { useFilters } from './use-filters.js';

const KINDS = ['created', 'event', 'refused', 'sealed', 'timer', 'attempt'] as const;
const ANY = 'any';
const TYPING_MS = 250;

interface Props {
  readonly filters: ReturnType<typeof useFilters>;
  readonly steps: readonly ChecklistStep[];
}

/** Narrows the list; the server looks through the whole trail. */
export default function Filters({ filters, steps }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const { of, set } = filters;
  const any = { id: ANY, name: t('audit.any') };
  const chosen = (name: 'kind' | 'step') => (of(name) === '' ? ANY : of(name));
  const choose = (name: 'kind' | 'step') => (id: string) => set(name, id === ANY ? '' : id);
  return (
    <div className="row audit-filters" role="search" aria-label={t('audit.filters')}>
      <Typed label={t('audit.text')} value={of('q')} onType={(text) => set('q', text)} />
      <Typed
        label={t('audit.person')}
        value={of('person')}
        onType={(text) => set('person', text)}
      />
      <Choice
        label={t('audit.kind')}
        options={[any, ...KINDS.map((id) => ({ id, name: t(`audit.kinds.${id}`) }))]}
        chosen={chosen('kind')}
        onChoose={choose('kind')}
      />
      <Choice
        label={t('audit.step')}
        options={[
          any,
          ...steps.map(({ id, title }) => ({ id, name: `${id} ${plain(say(title))}` })),
        ]}
        chosen={chosen('step')}
        onChoose={choose('step')}
      />
      <DayField label={t('audit.from')} value={of('from')} onChoose={(day) => set('from', day)} />
      <DayField label={t('audit.to')} value={of('to')} onChoose={(day) => set('to', day)} />
      {filters.isNarrowed && (
        <Button className="button" onPress={filters.clear}>
          <X aria-hidden size={16} /> {t('audit.all')}
        </Button>
      )}
    </div>
  );
}

const plain = (text: string) => text.replaceAll('`', '');

interface TypedProps {
  readonly label: string;
  readonly value: string;
  readonly onType: (text: string) => void;
}

/** Asks when the typing pauses. */
function Typed({ label, value, onType }: TypedProps) {
  const [typed, type] = useState(value);
  const [known, know] = useState(value);
  if (value !== known) {
    know(value);
    type(value); // all filters were taken away, or somebody went back
  }
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => onType(typed), TYPING_MS);
    return () => clearTimeout(timer);
  });
  return (
    <SearchField className="search" value={typed} onChange={type}>
      <Label>{label}</Label>
      <Input />
    </SearchField>
  );
}
