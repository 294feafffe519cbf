import type { Reason } from '../../core/outcome.js';
import { reason } from '../verdicts.js';

export function usedElsewhere(): Reason {
  return reason(
    'export.used-elsewhere',
    'Genau dieser Export gehört schon zu einem anderen Projekt. Prüfen Sie, ob es der Ordner dieses Kunden ist.',
    'Exactly this export already belongs to another project. Check that it is the folder of this customer.',
  );
}

export function timesUnknown(): Reason {
  return reason(
    'export.times-unknown',
    'Der Start des Exports (R-404) ist nicht bekannt. Ob alte Dateien dabei sind, lässt sich nicht prüfen.',
    'The start of the export (R-404) is not known. Whether old files are among it cannot be checked.',
  );
}

/** How many files lie outside the export's time, and what to do about it. */
export function outsideSummary(files: readonly Reason[]): Reason {
  const late = files.filter((f) => f.code === 'export.late-file').length;
  const stale = files.length - late;
  return reason(
    'export.files-outside',
    `${stale} Dateien sind älter als dieser Export (W-08), ${late} jünger als sein Ende. Leeren Sie den Ordner und exportieren Sie neu. Hat nur das Kopieren die Zeiten verändert, nehmen Sie das Manifest des Site-Kits oder eine größere Toleranz.`,
    `${stale} files are older than this export (W-08), ${late} younger than its end. Empty the folder and export again. If only copying changed the times, use the manifest of the site kit or a larger tolerance.`,
    { claimed: `${stale} + ${late}` },
  );
}
