import type { z } from 'zod';
import { form, text } from '../../core/fields.js';
import { IN_THAT_CASE, needed } from '../../core/needed.js';
import type { Outcome } from '../../core/outcome.js';
import type { TaskStep } from '../../core/step.js';
import { compareVersions, parseVersion, versionProblem } from '../../connect/version.js';
import { Step } from '../step.decorator.js';
import { consistent, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Version of the UC server, three numbers with dots, and of its Migration Manager (manual line 121). */
    'R-103': { ucVersion: string; migrationManagerVersion?: string };
  }
}

/** Manual line 121. */
const MINIMUM = '4.5.5';

const input = form({
  ucVersion: text(
    { de: 'Version des XPhone UC Servers', en: 'Version of the XPhone UC server' },
    { privacy: 'plain', example: MINIMUM, check: versionProblem },
  ),
  understoodVersion: needed(
    text(
      {
        de: 'Nur bei Zusätzen wie „4.5.5a“: Version ohne Zusatz',
        en: 'Only with suffixes such as “4.5.5a”: version without it',
      },
      { privacy: 'plain', example: MINIMUM, check: versionProblem },
    ).optional(),
    IN_THAT_CASE,
  ),
  migrationManagerVersion: text({
    de: 'Version des Migration Managers',
    en: 'Version of the Migration Manager',
  }).optional(),
});

@Step({
  id: 'R-103',
  part: 'intake',
  kind: 'task',
  title: { de: 'Version des UC-Servers prüfen', en: 'Check the version of the UC server' },
  instruction: {
    de: 'Lesen Sie am alten Server die Version ab, alle drei Teile. Der Export verlangt mindestens 4.5.5.',
    en: 'Read the version on the old server, all three parts. The export needs at least 4.5.5.',
  },
  lines: [121, 123],
  gaps: ['D13'],
  form: input,
  evidence: {
    required: true,
    what: { de: 'Bildschirmfoto der Versionsanzeige', en: 'Screenshot of the version' },
  },
  agrees: {
    de: 'Die abgelesene Version ist mindestens die, die der Export verlangt: 4.5.5.',
    en: 'The version you read is at least the one the export needs: 4.5.5.',
  },
  undo: { possible: 'yes', how: { de: 'Version neu ablesen.', en: 'Read the version again.' } },
})
export class CheckSourceVersion implements TaskStep<z.output<typeof input>> {
  verify(claim: z.output<typeof input>): Outcome {
    const parsed = parseVersion(claim.ucVersion);
    const ucVersion = parsed.parts.join('.');
    const more = { claimed: claim.ucVersion, known: ucVersion };
    if (parsed.normalizedFrom !== undefined && claim.understoodVersion !== ucVersion) {
      return contradicts(
        reason(
          'version.normalized',
          `Die Angabe wurde als ${ucVersion} gelesen. Stimmt das, tragen Sie ${ucVersion} als Version ohne Zusatz ein.`,
          `The entry was read as ${ucVersion}. If that is right, enter ${ucVersion} as the version without suffix.`,
          more,
        ),
      );
    }
    if (compareVersions(ucVersion, MINIMUM) < 0) {
      return contradicts(
        reason(
          'version.too-old',
          `Aktualisieren Sie zuerst den UC-Server: Der Export verlangt mindestens ${MINIMUM}, gefunden wurde ${ucVersion}.`,
          `Update the UC server first: the export needs at least ${MINIMUM}, found ${ucVersion}.`,
          { claimed: ucVersion, known: MINIMUM, isMinimum: true },
        ),
      );
    }
    const manager = claim.migrationManagerVersion;
    return consistent(
      { ucVersion, ...(manager ? { migrationManagerVersion: manager } : {}) },
      { flags: { exportAllowed: true } },
    );
  }
}
