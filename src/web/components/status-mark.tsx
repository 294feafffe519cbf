import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleMinus,
  CircleSlash,
  Clock,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TaskStatus } from '../../core/task-status.js';

/** Shape and tone of each status; the word comes from the texts. */
const LOOKS: Readonly<Record<TaskStatus, { readonly icon: LucideIcon; readonly tone: string }>> = {
  locked: { icon: CircleDashed, tone: 'quiet' },
  ready: { icon: CircleDot, tone: 'ready' },
  'in-progress': { icon: LoaderCircle, tone: 'ready' },
  verifying: { icon: Hourglass, tone: 'ready' },
  'waiting-approval': { icon: Clock, tone: 'waiting' },
  done: { icon: CircleCheck, tone: 'done' },
  rejected: { icon: CircleAlert, tone: 'problem' },
  waived: { icon: CircleMinus, tone: 'quiet' },
  outdated: { icon: Clock, tone: 'outdated' },
  failed: { icon: CircleAlert, tone: 'problem' },
  'not-applicable': { icon: CircleSlash, tone: 'quiet' },
};

interface Props {
  readonly status: string;
  /** Instead of the usual word, where more is known: "wartet auf K. Ott". */
  readonly word?: string;
}

/** A status as word, shape and color, never color alone. */
export function StatusMark({ status, word }: Props) {
  const { t } = useTranslation();
  const known = status in LOOKS ? (status as TaskStatus) : 'locked';
  const { icon: Icon, tone } = LOOKS[known];
  return (
    <span className="status" data-tone={tone}>
      <Icon aria-hidden size={16} />
      <span>{word ?? t(`status.${known}`)}</span>
    </span>
  );
}
