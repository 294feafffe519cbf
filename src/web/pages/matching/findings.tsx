import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { Reasons } from '../step/verdict.js';
import type { Matching } from './shapes.js';

/** What was odd in the lists themselves. */
export function Findings({ findings }: Pick<Matching, 'findings'>) {
  const { t } = useTranslation();
  return (
    <Disclosure className="panel">
      <Heading className="disclosure-head">
        <Button slot="trigger" className="disclosure-button">
          <ChevronRight aria-hidden size={18} />
          {t('matching.findings', { count: findings.length })}
        </Button>
      </Heading>
      <DisclosurePanel>
        <Reasons reasons={findings} />
      </DisclosurePanel>
    </Disclosure>
  );
}
