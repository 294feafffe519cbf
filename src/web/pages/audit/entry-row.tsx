import { useState } from 'react';
import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useSay } from '../../app/language.js';
import { useMoments } from '../../app/moments.js';
import { shortHash } from '../../components/copyable.js';
import { RefusalOf } from '../../components/refusal-of.js';
import { ExactEntry } from './exact-entry.js';
import type { Entry } from './query.js';

/** One line of the trail: number, time, who, what. Opened, it shows everything that is hashed. */
export function EntryRow({ run, entry }: { readonly run: string; readonly entry: Entry }) {
  const { t } = useTranslation();
  const say = useSay();
  const moments = useMoments();
  const [isOpen, setOpen] = useState(false);
  const { seq, at, what, actor, note, kind, hash, verdict } = entry;
  return (
    <li className="entry" data-kind={kind}>
      <Disclosure isExpanded={isOpen} onExpandedChange={setOpen}>
        <Heading level={3}>
          <Button slot="trigger" className="entry-line">
            <ChevronRight aria-hidden size={16} className="entry-sign" />
            <span className="entry-number">{seq}</span>
            <time dateTime={at}>{moments.full(at)}</time>
            <span className="entry-actor">{nameOf(actor)}</span>
            <span className="entry-what">
              {kind === 'refused' ? t('audit.refused', { what: say(what) }) : say(what)}
              {verdict !== undefined && ` · ${t(`audit.verdict.${verdict}`)}`}
              <RefusalOf event={entry} />
              {note !== undefined && <q>{note === '?' ? t('audit.erased') : note}</q>}
            </span>
            <code>{shortHash(hash)}</code>
          </Button>
        </Heading>
        <DisclosurePanel className="entry-exact">
          {isOpen && <ExactEntry run={run} seq={seq} />}
        </DisclosurePanel>
      </Disclosure>
    </li>
  );

  function nameOf(name: string | null): string {
    if (name === null) return t('audit.umstieg');
    return name === '?' ? t('audit.erased') : name;
  }
}
