import { useState } from 'react';
import { Check, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';

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
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 2_000);
    });
  };
  const Icon = copied ? Check : Copy;
  return (
    <span className="copyable">
      <code title={text}>{short ?? text}</code>
      <Button
        className="copy"
        aria-label={t(copied ? 'parts.copied' : 'parts.copy', { what: name })}
        onPress={copy}
      >
        <Icon aria-hidden size={16} />
      </Button>
    </span>
  );
}

/** The first signs of a hash, enough to compare by eye. */
export const shortHash = (hash: string) => hash.slice(0, 12);
