import type { z } from 'zod';
import { form, text } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { parseRelease, releaseAtLeast, releaseProblem } from '../../connect/version.js';
import { ComputedStep } from '../computed-step.js';
import { Step } from '../step.decorator.js';
import { consistent, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Release of the Migration Manager and whether it exports the three line files (manual lines 89, 143). */
    'R-104': { release: string; dynamicLinesCsv: boolean };
  }
}

/** Manual lines 89 and 143. */
const MINIMUM = 'V5 SR3';

const input = form({
  release: text(
    {
      de: 'Stand des Migration Managers (XPhone Connect)',
      en: 'Release of the Migration Manager (XPhone Connect)',
    },
    { privacy: 'plain', example: 'V9 SR1', check: releaseProblem },
  ),
});

@Step({
  id: 'R-104',
  part: 'intake',
  kind: 'step',
  title: { de: 'Export dynamischer Leitungen möglich?', en: 'Can dynamic lines be exported?' },
  instruction: {
    de: 'Lesen Sie Version und Service Release ab, etwa „V9 SR1“. Erst ab V5 SR3 bietet der Export `Dynamic lines` an und schreibt die drei Leitungsdateien.',
    en: 'Read version and service release, such as “V9 SR1”. Only from V5 SR3 on does the export offer `Dynamic lines` and write the three line files.',
  },
  lines: [89, 141, 143],
  gaps: ['D3'],
  form: input,
  reads: ['R-101'],
  agrees: {
    de: 'Der Stand des Migration Managers wurde mit V9 SR1 verglichen: Ab da entstehen Leitungsdateien.',
    en: 'The release of the Migration Manager was compared with V9 SR1: from there on line files are written.',
  },
  undo: { possible: 'yes', how: { de: 'Stand neu ablesen.', en: 'Read the release again.' } },
})
export class CheckDynamicLinesFeature extends ComputedStep<z.output<typeof input>> {
  protected compute({ release }: z.output<typeof input>, context: StepContext): Outcome {
    const least = { claimed: release, known: MINIMUM, isMinimum: true } as const;
    const dynamicLinesCsv = releaseAtLeast(release, MINIMUM);
    if (dynamicLinesCsv === undefined) {
      return contradicts(
        reason(
          'release.service-release-missing',
          `Das Service Release fehlt. Bitte ablesen: Gebraucht wird ein Vergleich mit ${MINIMUM}.`,
          `The service release is missing. Please read it: it has to be compared with ${MINIMUM}.`,
          least,
        ),
      );
    }
    const byHand = reason(
      'release.no-line-files',
      `Vor ${MINIMUM} entstehen keine Leitungsdateien. Dynamische Leitungen werden von Hand übertragen.`,
      `Before ${MINIMUM} no line files are written. Dynamic lines are transferred by hand.`,
      least,
    );
    return consistent(
      { release, dynamicLinesCsv },
      {
        flags: { dynamicLinesCsv },
        reasons: [
          ...otherRelease(release, context.fact('R-101')?.targetVersion),
          ...(dynamicLinesCsv ? [] : [byHand]),
        ],
      },
    );
  }
}

/** The manual does not ask for one release of both, so this is no contradiction: the wrong tool may have been looked at. */
function otherRelease(release: string, target: string | undefined): Reason[] {
  if (target === undefined || parseRelease(release).version === parseRelease(target).version)
    return [];
  return [
    reason(
      'release.other-than-target',
      'Der Migration Manager hat einen anderen Stand als das gewünschte XPhone Connect. Sehen Sie nach, ob Sie den Stand am richtigen Programm abgelesen haben.',
      'The Migration Manager has another release than the wanted XPhone Connect. See whether you read it from the right program.',
      { claimed: release, known: target },
    ),
  ];
}
