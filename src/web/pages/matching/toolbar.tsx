import { useEffect, useState } from 'react';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Input, Label, SearchField } from 'react-aria-components';
import { OUTCOME_WORDS } from '../../../connect/match-words.js';
import { useLanguage, useSay } from '../../app/language.js';
import { Choice } from '../../components/choice.js';
import type { Narrow, Narrowing } from './narrowing.js';
import { countOf, useCount } from './numbers.js';
import { sheetAddress } from './queries.js';
import type { ImportOutcome, Matching } from './shapes.js';

interface Props {
  readonly run: string;
  readonly data: Matching;
  readonly narrowing: Narrowing;
  readonly narrow: Narrow;
}

const PAUSE_MS = 200;
const ANY = 'any';

/** Search, what the import does, which comparison, and the sheets with what to change. */
export function Toolbar({ run, data, narrowing, narrow }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const number = useCount();
  const { totals, comparisons, step } = data;
  const names = (Object.keys(totals.import) as ImportOutcome[]).map((one) => [one]);
  const several = narrowing.imports.length > 1 ? [narrowing.imports] : [];
  const imports = [
    { id: ANY, name: t('matching.anyImport') },
    ...[...names, ...several].map((some) => ({
      id: some.join(','),
      name: `${some.map((one) => say(OUTCOME_WORDS[one])).join(' + ')} (${number(countOf(totals, some))})`,
    })),
  ];
  return (
    <div className="toolbar matching-tools">
      <Search q={narrowing.q} onSearch={(q) => narrow({ q })} />
      {!narrowing.free && (
        <Choice
          label={t('matching.import')}
          options={imports}
          chosen={narrowing.imports.join(',') || ANY}
          onChoose={(id) =>
            narrow({ imports: id === ANY ? [] : (id.split(',') as ImportOutcome[]) })
          }
        />
      )}
      {comparisons.length > 1 && (
        <Choice
          label={t('matching.comparison')}
          options={comparisons.map(({ step: id, title }) => ({ id, name: `${id} ${say(title)}` }))}
          chosen={step}
          onChoose={(id) => narrow({ step: id })}
        />
      )}
      {totals.source > (totals.outcomes['exact'] ?? 0) && <Sheets run={run} step={step} />}
    </div>
  );
}

/** Asks when the typing pauses, not at every letter. */
function Search({ q, onSearch }: { readonly q: string; readonly onSearch: (q: string) => void }) {
  const { t } = useTranslation();
  const [typed, type] = useState(q);
  const [last, setLast] = useState(q);
  if (q !== last) {
    setLast(q);
    if (q !== typed.trim()) type(q);
  }
  useEffect(() => {
    if (typed.trim() === q) return undefined;
    const timer = setTimeout(() => onSearch(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return (
    <SearchField className="search" value={typed} onChange={type}>
      <Label>{t('matching.search')}</Label>
      <Input />
    </SearchField>
  );
}

function Sheets({ run, step }: { readonly run: string; readonly step: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className="sheets" role="group" aria-labelledby="matching-sheets">
      <span id="matching-sheets" className="react-aria-Label">
        {t('matching.sheets')}
      </span>
      <div className="buttons">
        {(['target', 'source'] as const).map((side) => (
          <a key={side} className="button" download href={sheetAddress(run, step, side, language)}>
            <Download aria-hidden size={16} /> {t(`matching.sheet.${side}`)}
          </a>
        ))}
      </div>
    </div>
  );
}
