import { Check, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { useCopied } from './copied.js';

interface Props {
  readonly text: string;
  /** What it is, for those who only hear the button. */
  readonly name: string;
  /** Shown instead of a long text; the whole is copied. */
  readonly short?: string;
}

/** An id, a hash or a link that goes to the clipboard at one press. */
export function Copyable({ text, name, short }: Props) {
  const { t } = useTranslation();
  const { copied, isDenied, copy } = useCopied();
  const Icon = copied === undefined ? Copy : Check;
  return (
    <span className="copyable">
      <code title={text}>{short ?? text}</code>
      <Button
        className="copy"
        aria-label={t('parts.copy', { what: name })}
        onPress={() => copy(text)}
      >
        <Icon aria-hidden size={16} />
      </Button>
      <span role="status" className="hidden-words">
        {copied !== undefined && t('parts.copied', { what: name })}
      </span>
      {isDenied && (
        <span role="alert" className="react-aria-FieldError">
          {t('parts.copyDenied')}
        </span>
      )}
    </span>
  );
}

/** The first signs of a hash, enough to compare by eye. */
export const shortHash = (hash: string) => hash.slice(0, 12);
