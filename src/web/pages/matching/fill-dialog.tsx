import { useState, type SyntheticEvent } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button, Dialog, Form, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useSay } from '../../app/language.js';
import { ProblemNotice } from '../../components/problem-notice.js';
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

/** So many decisions fit into one claim: the server takes a megabyte. */
const MOST = 8_000;

/** One decision for every row of the list that has none yet. Nothing is sent: it is a draft until the form is handed in. */
export function FillDialog({ place, decisions, onClose }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const number = useCount();
  const queries = useQueryClient();
  const count = useRows<MatchRow>(place, []).count ?? 0;
  const { options } = decisions.decision;
  const [answer, setAnswer] = useState<Answer>({ decision: options[0]?.value });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const tooMany = count + decisions.all.length > MOST;
  const fill = (event: SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    everyRow(queries, place)
      .then((rows) => decisions.fill(rows, answer))
      .then(onClose, setError)
      .finally(() => setBusy(false));
  };
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={onClose}>
      <Modal className="modal">
        <Dialog className="dialog">
          <Heading slot="title">{t('matching.fillAll')}</Heading>
          {tooMany ? (
            <p>{t('matching.tooMany', { most: number(MOST) })}</p>
          ) : (
            <p>{t('matching.fillSays', { count, shown: number(count) })}</p>
          )}
          <Form className="form" onSubmit={fill}>
            {error !== undefined && <ProblemNotice error={error} heading="h3" />}
            {!tooMany && (
              <AnswerFields
                label={say(decisions.decision.label)}
                {...{ decisions, answer }}
                onChange={(cells) => setAnswer({ ...answer, ...cells })}
              />
            )}
            <div className="buttons">
              {!tooMany && (
                <Button type="submit" className="button primary" isPending={busy}>
                  {t('matching.fill')}
                </Button>
              )}
              <Button className="button" onPress={onClose}>
                {t('parts.cancel')}
              </Button>
            </div>
          </Form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
