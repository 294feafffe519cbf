import { useEffect, useRef } from 'react';
import { OctagonAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

export interface SummaryLine {
  /** Id of the element that holds the field. */
  readonly target: string;
  readonly text: string;
}

/** Everything that is wrong with a form, above it; each line leads to its field. Given a new key it takes the focus. */
export function ErrorSummary({ lines }: { readonly lines: readonly SummaryLine[] }) {
  const { t } = useTranslation();
  const self = useRef<HTMLElement>(null);
  useEffect(() => self.current?.focus(), []);
  if (lines.length === 0) return null;
  return (
    <section ref={self} tabIndex={-1} className="notice problem" aria-labelledby="summary-title">
      <h3 id="summary-title">
        <OctagonAlert aria-hidden size={20} /> {t('step.notYet')}
      </h3>
      <ul>
        {lines.map(({ target, text }) => (
          <li key={`${target} ${text}`}>
            <a
              href={`#${target}`}
              onClick={(event) => {
                event.preventDefault();
                focusIn(target);
              }}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

const FOCUSABLE = 'input, textarea, button, [role=spinbutton], [tabindex="0"]';

function focusIn(target: string): void {
  const place = document.getElementById(target);
  place?.scrollIntoView({ block: 'center' });
  place?.querySelector<HTMLElement>(FOCUSABLE)?.focus({ preventScroll: true });
}
