import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { useCopied } from '../../components/copied.js';

/** What the vendor's screen says, letter for letter, with the way to it; a click copies it. */
export function VendorLabel({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const { copied, isDenied, copy } = useCopied();
  const steps = text.split(/\s+[>›]\s+/);
  return (
    <span className="vendor-way">
      {steps.map((one, at) => (
        <span key={`${String(at)} ${one}`}>
          {at > 0 && <span className="vendor-next"> › </span>}
          <Button
            className="vendor"
            aria-label={t('step.copy', { text: one })}
            onPress={() => copy(one)}
          >
            {one}
            {copied === one && <Check aria-hidden size={14} />}
          </Button>
        </span>
      ))}
      <span role="status" className="hidden-words">
        {copied !== undefined && t('step.copied', { text: copied })}
      </span>
      {isDenied && (
        <span role="alert" className="react-aria-FieldError">
          {t('parts.copyDenied')}
        </span>
      )}
    </span>
  );
}
