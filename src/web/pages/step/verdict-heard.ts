import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isWorking } from './queries.js';
import type { Step } from './shapes.js';
import { useVerdictWord } from './verdict-words.js';

/**
 * When a check ends while the page is shown, its verdict takes the focus of who still waits where the form was. Who has gone on
 * meanwhile keeps it: there the verdict is only read out.
 * @returns what a screen reader reads out
 */
export function useVerdictHeard({ status, judged }: Step): string {
  const { t } = useTranslation();
  const wordOf = useVerdictWord();
  const number = judged?.number;
  const word = judged ? wordOf(judged) : '';
  const before = useRef(number);
  const [said, say] = useState('');
  useEffect(() => {
    if (isWorking(status) || before.current === number) return;
    before.current = number;
    const waits = isWaiting();
    if (waits) document.getElementById('verdict')?.focus();
    say(waits ? '' : word);
  }, [status, number, word]);
  return isWorking(status) ? t('step.verifying') : said;
}

function isWaiting(): boolean {
  const { activeElement: at, body } = document;
  return at === null || at === body || at.closest('.step-body') !== null;
}
