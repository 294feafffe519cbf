import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../../api/request.js';
import { Link } from 'wouter';
import { addresses } from '../../app/addresses.js';

interface Document {
  readonly info: { readonly title: string; readonly version: string };
}

/** Which program this is, and whether it is well. */
export function About() {
  const { t } = useTranslation();
  const document = useQuery({
    queryKey: ['about'],
    queryFn: ({ signal }) => get<Document>('/api/openapi.json', signal),
    staleTime: Infinity,
  });
  const ready = useQuery({
    queryKey: ['ready'],
    queryFn: ({ signal }) => get('/ready', signal),
    retry: false,
  });
  const health = ready.isPending ? 'asking' : ready.isError ? 'ill' : 'well';
  return (
    <section className="stack" aria-labelledby="about">
      <h2 id="about">{t('settings.about')}</h2>
      <dl className="facts">
        <div>
          <dt>{t('settings.program')}</dt>
          <dd>Umstieg {document.data?.info.version ?? '…'}</dd>
        </div>
        <div>
          <dt>{t('settings.health')}</dt>
          <dd>{t(`settings.${health}`)}</dd>
        </div>
        <div>
          <dt>{t('settings.interface')}</dt>
          <dd>
            <a href="/api/openapi.json">/api/openapi.json</a>
          </dd>
        </div>
      </dl>
      <p>
        <Link href={addresses.definition()}>{t('definition.title')}</Link>
      </p>
    </section>
  );
}
