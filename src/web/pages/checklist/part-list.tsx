import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ChecklistPart } from '../../api/shapes.js';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { Due } from '../../components/due.js';
import { useMissingName } from './missing-name.js';

interface Props {
  readonly run: string;
  readonly parts: readonly ChecklistPart[];
  readonly shown: string | undefined;
  readonly clock: string | null;
}

/** All parts with what is settled in each; the one that is shown is marked. */
export function PartList({ run, parts, shown, clock }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <nav aria-label={t('checklist.parts')}>
      <ol className="parts">
        {parts.map((part, index) => (
          <li key={part.name}>
            <Link
              href={`${addresses.run(run)}?part=${encodeURIComponent(part.name)}`}
              aria-current={part.name === shown ? 'true' : undefined}
            >
              <span className="part-title">
                {index + 1} {say(part.title)}
                <Due due={part.due} clock={clock} />
              </span>
              <span className="part-state">
                <Standing part={part} />
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Problems first, then what waits, then what is missing, then the count. */
function Standing({ part }: { readonly part: ChecklistPart }) {
  const { t } = useTranslation();
  const named = useMissingName();
  const { counts, needs, done, total } = part;
  const problems = (counts.failed ?? 0) + (counts.rejected ?? 0);
  const waiting = counts['waiting-approval'] ?? 0;
  const outdated = counts.outdated ?? 0;
  const sum = t('checklist.done', { done, total });
  const toned = (tone: string, text: string) => (
    <span className="status" data-tone={tone}>
      {text}
    </span>
  );
  if (problems > 0) return toned('problem', t('checklist.problems', { count: problems }));
  if (outdated > 0) return toned('outdated', t('checklist.outdated', { count: outdated }));
  if (waiting > 0) return toned('waiting', t('checklist.waiting', { count: waiting }));
  if (total > 0 && done === total)
    return (
      <span className="status" data-tone="done">
        <CircleCheck aria-hidden size={16} /> {sum}
      </span>
    );
  const [first] = needs;
  return toned('quiet', first ? t('checklist.needs', { what: named(first) }) : sum);
}
