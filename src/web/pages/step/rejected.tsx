import { CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSay } from '../../app/language.js';
import { useMoments } from '../../app/moments.js';
import type { Step } from './shapes.js';

/** Who said no, when and why: what whoever mends it reads first. */
export function Rejected({ rejection }: { readonly rejection: NonNullable<Step['rejection']> }) {
  const { t } = useTranslation();
  const say = useSay();
  const { full } = useMoments();
  const { at, what, by, reason } = rejection;
  return (
    <section className="verdict" data-tone="problem" aria-labelledby="rejected">
      <h3 id="rejected">
        <CircleX aria-hidden size={20} /> {say(what)}
      </h3>
      <p>
        {t('step.rejectedBy', { name: by })}, <time dateTime={at}>{full(at)}</time>:
      </p>
      <blockquote>{reason}</blockquote>
    </section>
  );
}
