import { lazy, startTransition, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { newKey } from '../../api/commands.js';
import { useEscape } from '../../app/keyboard.js';
import { useKeptTyping } from '../../components/kept-typing.js';
import type { Noted } from './label-form.js';
import type { Step } from './shapes.js';
import type { Me } from './who.js';

const LabelForm = lazy(async () => ({ default: (await import('./label-form.js')).LabelForm }));

/** The vendor's screen says something else than the manual: the difference is recorded for everybody who comes later. */
export function LabelMissing({ page, me }: { readonly page: Step; readonly me: Me }) {
  const { t } = useTranslation();
  const labels = page.labels.flatMap(({ path }) => path);
  const place = `umstieg.label ${me.account} ${page.run} ${page.id}`;
  const [kept, type] = useKeptTyping<Noted>(place);
  const [isOpen, setOpen] = useState(kept !== undefined);
  const [isNoted, noted] = useState(false);
  const [sendKey, setKey] = useState(newKey);
  const opener = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => {
    setOpen(false);
    opener.current?.focus();
  }, []);
  useEscape(isOpen ? close : undefined);
  if (labels.length === 0 || !me.actions.includes('run.note')) return null;
  const onNoted = () => {
    type(undefined);
    noted(true);
    setKey(newKey());
    setOpen(false);
  };
  return (
    <div className="label-missing">
      <Button
        ref={opener}
        className="link-button"
        aria-expanded={isOpen}
        // the page stays while the form is fetched
        onPress={() => startTransition(() => setOpen(!isOpen))}
      >
        {t('step.labelMissing')}
      </Button>
      <p role="status" className="quiet">
        {isNoted && !isOpen && t('step.labelNoted')}
      </p>
      {isOpen && <LabelForm {...{ page, sendKey, labels, kept, type, onNoted }} />}
    </div>
  );
}
