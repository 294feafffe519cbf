import type { z } from 'zod';
import { date, form, text } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { releaseAtLeast, releaseProblem } from '../../connect/version.js';
import { isFutureDay } from '../intake/calendar-days.js';
import { sameHost } from '../intake/host-names.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { cannotRead, consistent, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** The new server as installed (manual line 9). `installedOn` is `YYYY-MM-DD`. */
    'R-201': { host: string; release: string; installedOn: string; installer: string };
  }
}

const input = form({
  host: text({ de: 'Name des Servers', en: 'Name of the server' }, { example: 'CONNECT01' }),
  release: text(
    { de: 'Installierte Version von XPhone Connect', en: 'Installed version of XPhone Connect' },
    { privacy: 'plain', example: 'V9 SR1', check: releaseProblem },
  ),
  installedOn: date({ de: 'Installiert am', en: 'Installed on' }),
  installer: text({ de: 'Installiert von', en: 'Installed by' }),
  sourceServer: choice({ de: 'Der alte Server ist', en: 'The old server is' }, [
    'unveraendert',
    'veraendert',
  ]),
});

@Step({
  id: 'R-201',
  part: 'target-server',
  kind: 'task',
  title: { de: 'XPhone Connect Server installieren', en: 'Install the XPhone Connect server' },
  instruction: {
    de: 'Installieren Sie den XPhone Connect Server auf der neuen Hardware, wie es im Kapitel `Installation XPhone Connect Server` steht. Der alte Server bleibt, wie er ist.',
    en: 'Install the XPhone Connect server on the new hardware as described in the chapter `Installation XPhone Connect Server`. Leave the old server as it is.',
  },
  lines: [9],
  form: input,
  evidence: {
    required: true,
    what: { de: 'Bildschirmfoto der Version', en: 'Screenshot of the version' },
  },
  reads: ['R-101', 'R-102'],
  agrees: {
    de: 'Der Server ist der geplante (R-102), seine Version mindestens die gewünschte (R-101).',
    en: 'The server is the planned one (R-102), its version at least the wanted one (R-101).',
  },
  undo: {
    possible: 'yes',
    how: {
      de: 'Neu installieren; der alte Server läuft weiter.',
      en: 'Install again; the old server keeps running.',
    },
  },
})
export class InstallConnectServer implements TaskStep<z.output<typeof input>> {
  verify({ sourceServer, ...facts }: z.output<typeof input>, context: StepContext): Outcome {
    const problem =
      hostProblem(facts.host, context) ??
      releaseTooLow(facts.release, context.fact('R-101')?.targetVersion);
    if (problem) return contradicts(problem);
    if (isFutureDay(facts.installedOn, context.now)) {
      return contradicts(
        reason(
          'date.future',
          'Dieses Datum liegt in der Zukunft.',
          'This date lies in the future.',
          { claimed: facts.installedOn },
        ),
      );
    }
    if (sourceServer === 'veraendert') {
      return contradicts(
        reason(
          'source.touched',
          'Der alte Server darf nicht verändert werden: Er ist Quelle und Rückweg. Stellen Sie seinen Stand zuerst wieder her.',
          'The old server must not be changed: it is the source and the way back. Restore its state first.',
        ),
      );
    }
    const flags = { installed: true };
    if (context.fact('R-101') && context.fact('R-102')) return consistent(facts, { flags });
    const why = reason(
      'intake.missing',
      'Version und Servername sind nicht erfasst; nichts zu vergleichen.',
      'Version and server name are not recorded; nothing to compare with.',
    );
    return cannotRead(facts, why, { flags });
  }
}

function hostProblem(host: string, context: StepContext): Reason | undefined {
  const planned = context.fact('R-102');
  if (!planned) return undefined;
  if (!planned.sameHost && sameHost(host, planned.sourceHost)) {
    return reason(
      'host.is-source',
      'Das ist der alte Server. Connect gehört auf den neuen.',
      'This is the old server. Connect belongs on the new one.',
      {
        claimed: host,
        known: planned.targetHost,
      },
    );
  }
  if (sameHost(host, planned.targetHost)) return undefined;
  return reason('host.other', 'Geplant war ein anderer Server.', 'Another server was planned.', {
    claimed: host,
    known: planned.targetHost,
  });
}

function releaseTooLow(release: string, wanted: string | undefined): Reason | undefined {
  const enough = wanted === undefined ? true : releaseAtLeast(release, wanted);
  if (enough) return undefined;
  const more = { claimed: release, known: wanted ?? '', isMinimum: true } as const;
  return enough === undefined
    ? reason(
        'release.service-release-missing',
        'Das Service Release fehlt. Bitte ablesen.',
        'The service release is missing. Please read it.',
        more,
      )
    : reason(
        'release.too-low',
        'Installiert ist weniger als vereinbart.',
        'The installed release is lower than agreed.',
        more,
      );
}
