import { OctagonAlert, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { isGoing, useOperation, type Operation } from '../../api/operations.js';
import { useSay } from '../../app/language.js';
import { useMoments } from '../../app/moments.js';
import { Copyable } from '../../components/copyable.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import { Going } from './going.js';
import { NotDone } from './not-done.js';

type Verdict = Extract<Operation['result'], { ok: boolean }>;

interface Props {
  readonly run: string;
  /** Entries the trail has now, when that is known. */
  readonly length: number | undefined;
}

/** Computes every hash anew, compares seals and evidence, and says in words what came of it. */
export function Verifying({ run, length }: Props) {
  const { t } = useTranslation();
  const { last, begin, end, error } = useOperation(run, 'verify');
  const isBusy = last !== undefined && isGoing(last);
  const verdict = last?.result && 'ok' in last.result ? last.result : undefined;
  return (
    <section className="panel" aria-labelledby="audit-verify">
      <h2 id="audit-verify">{t('audit.verify')}</h2>
      <p>{t('audit.verifySays')}</p>
      {error && <ProblemNotice error={error} heading="h3" />}
      <Button className="button primary" onPress={() => !isBusy && begin()}>
        <ShieldCheck aria-hidden size={18} /> {t('audit.verifyNow')}
      </Button>
      {isBusy && <Going operation={last} label={t('audit.verify')} onEnd={() => end(last.id)} />}
      <div role="status" className="stack">
        {last && !isBusy && <NotDone operation={last} />}
        {last && verdict && <Came operation={last} verdict={verdict} length={length} />}
      </div>
    </section>
  );
}

interface CameProps {
  readonly operation: Operation;
  readonly verdict: Verdict;
  readonly length: number | undefined;
}

function Came({ operation, verdict, length }: CameProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  const { ok, entries, checkpoints, evidence, erased, head } = verdict;
  const since = length === undefined ? 0 : length - entries;
  const Icon = ok ? ShieldCheck : OctagonAlert;
  return (
    <div className="notice verdict-of-trail" data-ok={ok}>
      <h3>
        <Icon aria-hidden size={20} /> {t(ok ? 'audit.holds' : 'audit.broken')}
      </h3>
      {!ok && <Findings findings={verdict.findings} />}
      <p>
        {t('audit.counted', { entries, checkpoints, evidence })}
        {erased > 0 && ` ${t('audit.erasedCount', { count: erased })}`}
      </p>
      {head !== null && (
        <p>
          {t('audit.lastHash')} <Copyable text={head} name={t('audit.hash')} />
        </p>
      )}
      <p className="quiet">
        {t('audit.verifiedBy', { at: moments.full(operation.askedAt), by: operation.by })}
        {ok && since > 0 && ` ${t('audit.since', { count: since })}`}
      </p>
    </div>
  );
}

function Findings({ findings }: Pick<Verdict, 'findings'>) {
  const say = useSay();
  return (
    <ul className="findings">
      {findings.map(({ code, text }) => (
        <li key={`${code} ${text.de}`}>
          {say(text)} <code>{code}</code>
        </li>
      ))}
    </ul>
  );
}
