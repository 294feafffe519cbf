import { lazy, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Form } from 'react-aria-components';
import type { Checklist } from '../../api/shapes.js';
import { ErrorSummary, type SummaryLine } from './error-summary.js';
import { EVIDENCE_ID, EvidenceField } from './evidence-field.js';
import { FormField } from './fields/field.js';
import { fieldId } from './fields/field-props.js';
import { useFilling, type Filling } from './filling.js';
import { problemsIn, type FormProblem } from './form-problems.js';
import { Refusal } from './refusal.js';
import { SendingWords } from './sending-words.js';
import { useSending } from './sending.js';
import type { Claim, EvidenceRef, Step } from './shapes.js';
import type { Draft, DraftPlace } from './drafts.js';
import { useFormWords, type Elsewhere } from './form-words.js';
import { warningId, Warnings } from './warnings.js';

const StepPractice = lazy(async () => ({
  default: (await import('./step-practice.js')).StepPractice,
}));

interface Props {
  readonly page: Step;
  readonly list: Checklist;
  readonly place: DraftPlace;
  readonly draft: Draft | null;
  readonly claim: Claim | null;
  /** Files of the claim before, offered again. */
  readonly files: readonly EvidenceRef[];
}

/** The form of a step, as it was left. */
export function ClaimForm(props: Props) {
  const { page, place, list } = props;
  const filling = useFilling(props);
  return (
    <>
      {list.kind === 'drill' && <StepPractice {...{ page, list, filling }} />}
      <FilledForm page={page} place={place} filling={filling} />
    </>
  );
}

interface FilledProps {
  readonly page: Step;
  readonly place: DraftPlace;
  readonly filling: Filling;
  /** A table that is filled in elsewhere on the page, with what its n-th row is called there. */
  readonly elsewhere?: Elsewhere;
}

/** Warnings, fields and evidence of a step, and the one button that hands them in. */
export function FilledForm({ page, place, filling, elsewhere }: FilledProps) {
  const { t } = useTranslation();
  const sending = useSending(page, place, filling);
  const check = useCheck(page, filling, sending.fate, elsewhere);
  const fields = page.fields.filter(({ name }) => name !== elsewhere?.field);
  const isGone = sending.fate !== undefined && sending.fate.state !== 'refused';
  const { waitsForFiles, hand } = useHanding(filling, check.run, sending.send);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isGone || waitsForFiles) return;
    sending.dismiss();
    hand();
  };
  return (
    <Form className="form claim" validationBehavior="aria" onSubmit={submit}>
      {filling.isResumed && <p className="quiet">{t('step.resumed')}</p>}
      <ErrorSummary key={check.count} lines={check.lines} />
      <Warnings
        warnings={page.warnings}
        acknowledged={filling.acknowledged}
        onAcknowledge={filling.acknowledge}
        missed={check.count > 0}
      />
      {fields.map((field) => (
        <FormField
          key={`${field.name} ${String(filling.fills)}`}
          field={field}
          value={filling.values[field.name]}
          onChange={(value) => filling.set(field.name, value)}
          problems={check.problems.filter((problem) => problem.field === field.name)}
        />
      ))}
      {page.evidence && <EvidenceField page={page} tray={filling.tray} problem={check.evidence} />}
      <Refusal fate={sending.fate} onAgain={sending.send} />
      <Button type="submit" className="button primary">
        {t(sendWords(page))}
      </Button>
      <SendingWords fate={sending.fate} waitsForFiles={waitsForFiles} />
    </Form>
  );
}

/** What happens, in the person's words. */
function sendWords({ kind, fields, evidence, status, writes }: Step) {
  if (status === 'failed' && fields.length === 0) return 'step.tryAgain';
  if (kind === 'step') return writes ? 'step.carryOut' : 'step.letCheck';
  return fields.length === 0 && !evidence ? 'step.reportDone' : 'step.checkAndGoOn';
}

interface Check {
  readonly problems: readonly FormProblem[];
  readonly evidence: string | undefined;
  readonly lines: readonly SummaryLine[];
  /** How often it was tried in vain. */
  readonly count: number;
  /** Whether it can be sent. */
  run: () => boolean;
}

/** What is wrong: what the page sees when sending is tried, and what the server said of the last try. */
function useCheck(
  page: Step,
  filling: Filling,
  fate: Parameters<typeof Refusal>[0]['fate'],
  elsewhere: Elsewhere | undefined,
): Check {
  const { t } = useTranslation();
  const { words, labelOf } = useFormWords(page, elsewhere);
  const [count, setCount] = useState(0);
  const [own, setOwn] = useState<readonly FormProblem[]>([]);
  const { tray, acknowledged, values } = filling;
  const open = page.warnings.filter(({ code }) => !acknowledged.includes(code));
  const { refused, lacks } = filesIn(tray, page);
  const said = fate?.state === 'refused' ? (fate.error.problem.errors ?? []) : [];
  const problems = own.length > 0 ? own : said;
  const files = [
    ...refused.map(({ name }) => t('step.fileNotTaken', { file: name })),
    ...(lacks ? [t('step.evidenceMissing')] : []),
  ];
  const evidence = count > 0 && files.length > 0 ? files.join(' ') : undefined;
  const run = () => {
    const found = problemsIn(page.fields, values, words);
    setOwn(found);
    const now = filesIn(tray, page);
    const isFine =
      found.length === 0 && open.length === 0 && !now.lacks && now.refused.length === 0;
    setCount(isFine ? 0 : count + 1);
    return isFine;
  };
  const lines = [
    ...(count > 0 ? open : []).map(({ code }) => ({
      ...{ target: warningId(code), text: `${code}: ${t('step.acknowledgeFirst')}` },
    })),
    ...problems.map((problem) => ({
      ...{ target: fieldId(problem.field), text: `${labelOf(problem)}: ${problem.text}` },
    })),
    ...(evidence === undefined ? [] : [{ target: EVIDENCE_ID, text: evidence }]),
  ];
  return { problems, evidence, lines, count: count + said.length, run };
}

/** Files that were not taken, and whether one is missing. */
function filesIn(tray: Filling['tray'], { evidence }: Step) {
  const all = tray.now();
  const refused = all.filter(({ problem }) => problem !== undefined);
  return { refused, lacks: evidence?.required === true && all.length === refused.length };
}

/** Files that are still on their way arrive first, and one of them may not be taken. */
function useHanding({ tray }: Filling, isFine: () => boolean, send: () => void) {
  const [waits, setWaits] = useState(false);
  const hand = () => {
    if (!isFine()) return;
    if (tray.isSettled) {
      send();
      return;
    }
    setWaits(true);
    void tray.settled().then(() => {
      setWaits(false);
      if (isFine()) send();
    });
  };
  return { waitsForFiles: waits, hand };
}
