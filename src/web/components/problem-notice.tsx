import { OctagonAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { ApiError, NoAnswer } from '../api/api-error.js';
import type { Problem } from '../api/shapes.js';

interface Props {
  readonly error: unknown;
  readonly onAgain?: () => void;
  readonly heading?: 'h1' | 'h2' | 'h3';
}

/** What went wrong, where, why and what to do, with the number to quote. */
export function ProblemNotice({ error, onAgain, heading: Heading = 'h2' }: Props) {
  const { t } = useTranslation();
  const { title, detail, problem, isBroken = false } = useWords(error);
  return (
    <section className="notice problem" role="alert">
      <Heading>
        <OctagonAlert aria-hidden size={20} /> {title}
      </Heading>
      <p>{detail}</p>
      {problem && <Details problem={problem} />}
      {onAgain && (
        <Button className="button" onPress={isBroken ? () => location.reload() : onAgain}>
          {t(isBroken ? 'problem.reload' : 'problem.again')}
        </Button>
      )}
    </section>
  );
}

interface Words {
  readonly title: string;
  readonly detail: string;
  readonly problem?: Problem;
  /** A fault of the page, or a part of it that an update took away: only loading it anew helps. */
  readonly isBroken?: true;
}

function useWords(error: unknown): Words {
  const { t } = useTranslation();
  if (error instanceof ApiError) {
    const { problem } = error;
    return { title: problem.title, detail: problem.detail, problem };
  }
  if (error instanceof NoAnswer) {
    return { title: t('problem.noAnswer'), detail: t('problem.noAnswerDetail') };
  }
  const said = error instanceof Error ? error.message : String(error);
  return {
    ...{ title: t('problem.broken'), isBroken: true },
    detail: `${t('problem.brokenDetail')} (${said})`,
  };
}

function Details({ problem }: { readonly problem: Problem }) {
  const { t } = useTranslation();
  const { file, row, column } = problem.place ?? {};
  const where = [
    ...(file === undefined ? [] : [t('problem.file', { file })]),
    ...(row === undefined ? [] : [t('problem.row', { row })]),
    ...(column === undefined ? [] : [t('problem.column', { column })]),
  ];
  const expected = problem.expected ?? [];
  return (
    <dl className="facts">
      {where.length > 0 && <Fact name={t('problem.where')} value={where.join(', ')} />}
      {expected.length > 0 && <Fact name={t('problem.expected')} value={expected.join(', ')} />}
      <Fact name={t('problem.number')} value={`${problem.code} ${numberIn(problem.instance)}`} />
    </dl>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

const numberIn = (instance: string) => instance.replace(/^urn:umstieg:request:/, '');
