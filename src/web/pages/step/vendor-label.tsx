import { useState } from 'react';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';

const SHOWN_MS = 2_000;

/** What the vendor's screen says, letter for letter, with the way to it; a click copies it. */
export function VendorLabel({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const [copied, copy] = useCopied();
  const steps = text.split(/\s+[>›]\s+/);
  return (
    <span className="vendor-way">
      {steps.map((one, at) => (
        <span key={`${String(at)} ${one}`}>
          {at > 0 && <span className="vendor-next"> › </span>}
          <Button
            className="vendor"
            aria-label={
              copied === one ? t('step.copied', { text: one }) : t('step.copy', { text: one })
            }
            onPress={() => copy(one)}
          >
            {one}
            {copied === one && <Check aria-hidden size={14} />}
          </Button>
        </span>
      ))}
    </span>
  );
}

function useCopied(): [string | undefined, (text: string) => void] {
  const [copied, setCopied] = useState<string>();
  const copy = (text: string) => {
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(text);
      setTimeout(() => setCopied(undefined), SHOWN_MS);
    });
  };
  return [copied, copy];
}
