import { useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { ExternalLink, Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, Toolbar } from 'react-aria-components';
import { useParams } from 'wouter';
import { useProjectEvents } from '../../api/events.js';
import { runQuery } from '../../api/queries.js';
import { LANGUAGE_NAMES, LANGUAGES, useLanguage } from '../../app/language.js';
import { Choice } from '../../components/choice.js';
import { Copyable } from '../../components/copyable.js';
import { Page } from '../../components/page.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import { PdfButton, useReportPdf } from './pdf-button.js';
import { Framed, printFrame } from './framed.js';
import './report.css';

/** Times in the report are those of the pages. */
const ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The report as the server writes it: one document for partner and customer, the same in the page, on paper and as a file. */
export default function ReportPage() {
  const { t } = useTranslation();
  const { run } = useParams<{ run: string }>();
  const { data: view } = useSuspenseQuery(runQuery(run));
  useProjectEvents(view.projectId);
  const own = useLanguage();
  const [language, setLanguage] = useState(own);
  const address = `/api/runs/${encodeURIComponent(run)}/report`;
  const as = new URLSearchParams({ lang: language, zone: ZONE }).toString();
  const html = `${address}.html?${as}`;
  const making = useReportPdf(`${address}.pdf?${as}`);
  return (
    <Page title={t('report.title')} of={view.customer} wide>
      <Toolbar className="toolbar row" aria-label={t('report.tools')}>
        <Choice
          label={t('report.language')}
          options={LANGUAGES.map((id) => ({ id, name: LANGUAGE_NAMES[id] }))}
          chosen={language}
          onChoose={(id) => setLanguage(id === 'en' ? 'en' : 'de')}
        />
        <PdfButton making={making} />
        <Button className="button" onPress={printFrame}>
          <Printer aria-hidden size={18} /> {t('report.print')}
        </Button>
        <a className="button" href={html} target="_blank" rel="noreferrer">
          <ExternalLink aria-hidden size={18} /> {t('report.alone')}
        </a>
      </Toolbar>
      {making.error && <ProblemNotice error={making.error} onAgain={() => making.mutate()} />}
      <Framed
        html={html}
        revision={view.revision}
        title={t('report.of', { customer: view.customer })}
      />
      <p className="report-hash">
        {t('report.hash', { seq: view.head.seq })}
        <Copyable text={view.head.hash} name={t('report.hashName')} />
      </p>
    </Page>
  );
}
