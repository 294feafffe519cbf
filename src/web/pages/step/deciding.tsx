import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Form, Label, TextArea, TextField } from 'react-aria-components';
import { Link } from 'wouter';
import { newKey } from '../../api/commands.js';
import { outbox } from '../../api/outbox.js';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { ClaimShown } from './claim-shown.js';
import { RestOnIt } from './dependents.js';
import { useSettled } from '../../components/settled.js';
import { Waiting } from '../../components/waiting.js';
import { Grounds, groundsOf } from './grounds.js';
import { samePerson } from '../../components/same-person.js';
import { Refusal } from './refusal.js';
import { stepPath } from './queries.js';
import { Requested } from './requested.js';
import { SendingWords } from './sending-words.js';
import { seenRevision, useFate } from './sending.js';
import type { Claim, Step } from './shapes.js';
import { isOnResult, mayDecide, mayWithdraw, type Me } from './who.js';
import { Warnings } from './warnings.js';

const ActDialog = lazy(() => import('./act-dialog.js'));

interface Props {
  readonly page: Step;
  readonly me: Me;
}

/** A second person decides; who may not is told why, and who can. */
export function Deciding({ page, me, claim }: Props & { readonly claim: Claim | null }) {
  const { t } = useTranslation();
  const say = useSay();
  const { acts, waitingFor } = page;
  const kinds = {
    result: t('pending.result'),
    act: t('pending.act'),
    waive: t('pending.waive'),
    reopen: t('pending.reopen'),
    off: t('pending.off'),
    keep: t('pending.keep'),
  };
  const kind = (waitingFor?.kind ?? 'result') as keyof typeof kinds;
  const what = kind === 'result' && page.approval ? say(page.approval) : kinds[kind];
  const may = mayDecide(page, me);
  // the buttons must not move under a hand because one more answer came
  const isSettled = useSettled(isOnResult(page) ? groundsOf(page) : []);
  if (!isSettled)
    return (
      <section className="deciding">
        <h2>{what}</h2>
        <Waiting />
      </section>
    );
  return (
    <section className="deciding">
      <h2>{what}</h2>
      {kind === 'result' && waitingFor?.by && (
        <p>{t('step.handedInBy', { name: waitingFor.by })}</p>
      )}
      {!isOnResult(page) && <Requested page={page} />}
      {kind === 'reopen' && <RestOnIt of={page} />}
      {kind === 'act' && (
        <p className="notice">
          {may === 'yes' ? t('step.notBeforeYou') : t('step.notBeforeApproval')}
        </p>
      )}
      {isOnResult(page) && <ClaimShown page={page} claim={claim} />}
      {isOnResult(page) && <Grounds page={page} />}
      {may === 'yes' ? <Decision page={page} me={me} /> : <NotMe page={page} me={me} why={may} />}
      {may === 'yes' && acts && acts.named.length > 0 && !isNamed(page, me) && (
        <p className="quiet">{t('step.deputy', { names: acts.named.join(', ') })}</p>
      )}
    </section>
  );
}

const isNamed = ({ acts }: Step, me: Me): boolean =>
  (acts?.named ?? []).some((name) => samePerson(name, me.name));

function NotMe({ page, me, why }: Props & { readonly why: 'involved' | 'no-right' }) {
  const { t } = useTranslation();
  const { acts } = page;
  const meant = (acts?.named ?? []).filter(
    (name) => !acts?.besides.some((one) => samePerson(one, name)),
  );
  const who =
    meant.length > 0 ? t('step.meant', { names: meant.join(', ') }) : t('step.anyApprover');
  return (
    <>
      <p className="notice">
        {why === 'involved' ? t('step.notYourself') : t('step.notYourRole')} {who}
      </p>
      {me.actions.includes('people.invite') && (
        <p>
          {t('step.nobodyThere')}{' '}
          <Link href={addresses.settings(page.run)}>{t('settings.invite')}</Link>
        </p>
      )}
      {mayWithdraw(page, me) && <TakeBack page={page} />}
    </>
  );
}

/** The way out for whoever handed it in: it need not be decided, and what was typed is kept. */
function TakeBack({ page }: Pick<Props, 'page'>) {
  const { t } = useTranslation();
  const [opened, open] = useState(false);
  return (
    <div className="stack">
      <p>{t('step.withdrawHint')}</p>
      <div className="buttons">
        <Button className="button" onPress={() => open(true)}>
          {t('acts.withdraw')}
        </Button>
      </div>
      <Suspense>
        {opened && <ActDialog act="withdraw" page={page} onClose={() => open(false)} />}
      </Suspense>
    </div>
  );
}

/** The decision with its reason; a rejection and a deputy's approval need one. */
function Decision({ page, me }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [acknowledged, setAcknowledged] = useState<readonly string[]>([]);
  const [missed, setMissed] = useState<'warnings' | 'reason'>();
  const { fate, last, decide } = useDecision(page, me);
  const isGone = fate?.state === 'sending' || fate?.state === 'kept';
  const needsReason = page.acts !== undefined && page.acts.named.length > 0 && !isNamed(page, me);
  const act = (what: 'approve' | 'reject') => {
    const open = page.warnings.some(({ code }) => !acknowledged.includes(code));
    const isBare = reason.trim() === '';
    if (what === 'approve' && open) setMissed('warnings');
    else if (isBare && (what === 'reject' || needsReason)) setMissed('reason');
    else decide(what, reason.trim());
  };
  return (
    <Form className="form" validationBehavior="aria" onSubmit={(event) => event.preventDefault()}>
      <Warnings
        warnings={page.warnings}
        acknowledged={acknowledged}
        onAcknowledge={(code) => setAcknowledged((all) => [...all, code])}
        missed={missed === 'warnings'}
      />
      <TextField
        value={reason}
        onChange={setReason}
        isInvalid={missed === 'reason'}
        maxLength={4_000}
        autoComplete="off"
      >
        <Label>{needsReason ? t('parts.reason') : t('step.reasonForReject')}</Label>
        <TextArea rows={2} />
        {missed === 'reason' && (
          <p role="alert" className="react-aria-FieldError">
            {t('step.reasonMissing')}
          </p>
        )}
      </TextField>
      <Refusal fate={fate} onAgain={() => act(last)} />
      <div className="buttons">
        <Button
          className="button primary"
          onPress={() => {
            if (!isGone) act('approve');
          }}
        >
          {t('step.approve')}
        </Button>
        <Button className="button" isDisabled={isGone} onPress={() => act('reject')}>
          {t('step.reject')}
        </Button>
      </div>
      <SendingWords fate={fate} />
    </Form>
  );
}

function useDecision(page: Step, me: Me) {
  const id = `${me.account} ${page.run} ${page.id} decision`;
  const fate = useFate(id);
  const [last, setLast] = useState<'approve' | 'reject'>('approve');
  const decide = (what: 'approve' | 'reject', reason: string) => {
    setLast(what);
    outbox.put({
      ...{ id, account: me.account, key: newKey(), secret: false },
      revision: seenRevision(page, fate),
      path: `${stepPath(page.run, page.id)}/${what}`,
      body: reason === '' ? {} : { reason },
    });
  };
  return { fate, last, decide };
}
