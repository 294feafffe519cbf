import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSay } from '../../app/language.js';
import { FormDialog } from '../../components/form-dialog.js';
import type { Row as Answer } from '../step/shapes.js';
import { AnswerFields } from './answer-fields.js';
import { everyRow } from './every-row.js';
import { useRows } from './use-rows.js';
import type { Decisions } from './decisions.js';
import { useCount } from './numbers.js';
import type { ListPlace } from './queries.js';
import type { MatchRow } from './shapes.js';

interface Props {
  readonly place: ListPlace;
  readonly decisions: Decisions;
  readonly onClose: () => void;
}

/** As many rows as the server takes in a table; what this browser has no room for the window holds until the server has it. */
const MOST = 100_000;

/** One decision for every row of the list that has none yet. Nothing is sent: it is a draft until the form is handed in. */
export function FillDialog({ place, decisions, onClose }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const number = useCount();
  const queries = useQueryClient();
  const count = useRows<MatchRow>(place, []).count ?? 0;
  const { options } = decisions.decision;
  const [answer, setAnswer] = useState<Answer>({ decision: options[0]?.value });
  const tooMany = count + decisions.all.length > MOST;
  const fill = async () => decisions.fill(await everyRow(queries, place), answer);
  return (
    <FormDialog
      title={t('matching.fillAll')}
      says={
        tooMany
          ? t('matching.tooMany', { most: number(MOST) })
          : t('matching.fillSays', { count, shown: number(count) })
      }
      act={tooMany ? undefined : t('matching.fill')}
      onSend={fill}
      onClose={onClose}
    >
      {!tooMany && (
        <AnswerFields
          label={say(decisions.decision.label)}
          {...{ decisions, answer }}
          onChange={(cells) => setAnswer({ ...answer, ...cells })}
        />
      )}
    </FormDialog>
  );
}
