import { FileDown, Stamp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { useQuery } from '@tanstack/react-query';
import { isGoing, operationsPath, useOperation, type Operation } from '../../api/operations.js';
import { sessionQuery } from '../../api/session.js';
import { useMoments } from '../../app/moments.js';
import { Copyable } from '../../components/copyable.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import { Going } from './going.js';
import { NotDone } from './not-done.js';
import { TreeHead } from './tree-head.js';

type Sealed = Extract<Operation['result'], { digest: string }>;

/** The sealed bundle: everything a stranger needs to verify the run without this installation. */
export function Sealing({ run }: { readonly run: string }) {
  const { t } = useTranslation();
  const { data: session } = useQuery(sessionQuery);
  const { last, begin, end, error } = useOperation(run, 'export');
  const isBusy = last !== undefined && isGoing(last);
  const sealed = last?.result && 'digest' in last.result ? last.result : undefined;
  const may = session?.actions.includes('run.export') ?? false;
  return (
    <section className="panel" aria-labelledby="audit-seal">
      <h2 id="audit-seal">{t('audit.seal')}</h2>
      <p>{t(may ? 'audit.sealSays' : 'audit.sealNotYours')}</p>
      {error && <ProblemNotice error={error} heading="h3" />}
      {may && (
        <Button className="button" onPress={() => !isBusy && begin()}>
          <Stamp aria-hidden size={18} /> {t('audit.sealNow')}
        </Button>
      )}
      {isBusy && <Going operation={last} label={t('audit.seal')} onEnd={() => end(last.id)} />}
      <div role="status" className="stack">
        {last && !isBusy && <NotDone operation={last} />}
        {last && sealed && <Made run={run} operation={last} sealed={sealed} />}
      </div>
      <TreeHead run={run} />
    </section>
  );
}

interface MadeProps {
  readonly run: string;
  readonly operation: Operation;
  readonly sealed: Sealed;
}

function Made({ run, operation, sealed }: MadeProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  const { id, file, askedAt, by } = operation;
  return (
    <>
      <p>{t('audit.sealed', { entries: sealed.entries, at: moments.full(askedAt), by })}</p>
      <dl className="facts">
        <Fact name={t('audit.lastHash')} text={sealed.head} />
        <Fact name={t('audit.signer')} text={sealed.signer} />
        <Fact name={t('audit.digest')} text={sealed.digest} />
      </dl>
      <a className="button fit" href={operationsPath(run, id, 'result')} download>
        <FileDown aria-hidden size={18} /> {t('audit.download', { file: file ?? '' })}
      </a>
    </>
  );
}

function Fact({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Copyable text={text} name={name} />
      </dd>
    </div>
  );
}
