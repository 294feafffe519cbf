import { useTranslation } from 'react-i18next';
import { useMoments } from '../../app/moments.js';
import type { Step } from './shapes.js';

const REQUEST = /\.[\w-]+-requested$/;

/** Who asked for what now waits or was granted, when, and why: whoever decides or looks it up reads it where it counts. */
export function Requested({ page }: { readonly page: Step }) {
  const { t } = useTranslation();
  const { full } = useMoments();
  const request = page.history.findLast(
    ({ event, code }) => code === undefined && REQUEST.test(event),
  );
  if (!request) return null;
  const { actor, at, note } = request;
  return (
    <>
      <p>
        {t('step.requestedBy', { name: actor ?? '?' })}, <time dateTime={at}>{full(at)}</time>
        {note !== undefined && ':'}
      </p>
      {note !== undefined && <blockquote>{note}</blockquote>}
    </>
  );
}
