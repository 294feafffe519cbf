import { CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSay } from '../../app/language.js';
import { useMoments } from '../../app/moments.js';
import { samePerson } from '../../components/same-person.js';
import type { Step } from './shapes.js';
import type { Me } from './who.js';

interface Props {
  readonly rejection: NonNullable<Step['rejection']>;
  /** Who reads it. */
  readonly me?: Me;
}

/** Who said no, when and why: what whoever mends it reads first; whoever said it reads that it is recorded. */
export function Rejected({ rejection, me }: Props) {
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
      {me && samePerson(by, me.name) && <p role="status">{t('step.rejectionKept')}</p>}
    </section>
  );
}
