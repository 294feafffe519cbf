import { useMutation } from '@tanstack/react-query';
import { FileDown, LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, ProgressBar } from 'react-aria-components';
import { download } from '../../api/download.js';

/** Making the PDF takes seconds: asked for once, said while it lasts, and kept by the browser also when the page was left. */
export function useReportPdf(address: string) {
  return useMutation({ mutationFn: () => download(address) });
}

interface Props {
  readonly making: ReturnType<typeof useReportPdf>;
}

export function PdfButton({ making: { mutate, isPending } }: Props) {
  const { t } = useTranslation();
  return (
    <Button className="button primary either" isPending={isPending} onPress={() => mutate()}>
      <span data-shown={!isPending || undefined}>
        <FileDown aria-hidden size={18} /> {t('report.pdf')}
      </span>
      <span data-shown={isPending || undefined}>
        <ProgressBar isIndeterminate aria-label={t('report.making')}>
          <LoaderCircle aria-hidden className="turning" size={18} />
        </ProgressBar>
        {t('report.making')}
      </span>
    </Button>
  );
}
