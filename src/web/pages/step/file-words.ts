import type { TFunction } from 'i18next';
import type { Language } from '../../../core/text.js';
import type { Step } from './shapes.js';

const LOCALES = { de: 'de-DE', en: 'en-GB' } as const;
const KIB = 1_024;
const MIB = KIB * KIB;

/** `1,2 MiB`, `18 KiB` */
export function bytesText(bytes: number, language: Language): string {
  const number = new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 1 });
  if (bytes >= MIB) return `${number.format(bytes / MIB)} MiB`;
  if (bytes >= KIB) return `${number.format(Math.round(bytes / KIB))} KiB`;
  return `${number.format(bytes)} B`;
}

/** Why a file need not be sent to be refused; undefined when the server may decide. */
export function whyNotTaken(
  { name, size }: Pick<File, 'name' | 'size'>,
  { most, endings }: Step['uploads'],
  t: TFunction,
  language: Language,
): string | undefined {
  if (size === 0) return t('step.fileEmpty');
  if (size > most) return t('step.fileTooLarge', { limit: bytesText(most, language) });
  const ending = /\.[^.]+$/.exec(name.toLowerCase())?.[0] ?? '';
  return endings.includes(ending)
    ? undefined
    : t('step.fileKind', { ending: ending === '' ? name : ending, endings: endings.join(' ') });
}
