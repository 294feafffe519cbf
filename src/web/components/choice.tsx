import { lazy, Suspense } from 'react';
import { ChevronDown } from 'lucide-react';
import type { ChoiceProps } from './choice-list.js';

// What opens a list and floats it is a quarter of the first load; what is chosen stands there at once.
const ChoiceList = lazy(() => import('./choice-list.js'));

/** One of a few known values. */
export function Choice(props: ChoiceProps) {
  const { label, options, chosen, asks } = props;
  const now = options.find(({ id }) => id === chosen)?.name ?? asks;
  return (
    <Suspense
      fallback={
        <div className="select">
          <span className="react-aria-Label">{label}</span>
          <span className="button select-button">
            <span>{now}</span>
            <ChevronDown aria-hidden size={16} />
          </span>
        </div>
      }
    >
      <ChoiceList {...props} />
    </Suspense>
  );
}
