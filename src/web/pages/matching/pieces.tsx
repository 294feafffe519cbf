import { useTranslation } from 'react-i18next';
import { Seen } from '../../components/seen.js';
import type { ShownPiece } from './shapes.js';

/** An address letter by letter: what differs is marked, what cannot be seen gets a sign. */
export function Pieces({ pieces }: { readonly pieces: readonly Omit<ShownPiece, 'codes'>[] }) {
  return (
    <bdi className="address">
      {pieces.map(({ text, differs }, at) =>
        differs ? (
          <mark key={at}>
            <Seen text={text} />
          </mark>
        ) : (
          <Seen key={at} text={text} />
        ),
      )}
    </bdi>
  );
}

/** An address without anything to compare it with. */
export function Address({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  if (text === '') return <span className="quiet">{t('matching.noAddress')}</span>;
  return <Pieces pieces={[{ text, differs: false }]} />;
}
