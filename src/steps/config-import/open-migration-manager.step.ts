import type { z } from 'zod';
import { form, instant, text } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { sameHost } from '../intake/host-names.js';
import { Step } from '../step.decorator.js';
import { judge, notInFuture } from '../user-creation/judge.js';
import { cannotRead, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** The Migration Manager is open on the Connect server (manual lines 179-181). */
    'R-601': { server: string; openedAt: string };
  }
}

const input = form({
  openedAt: instant({ de: 'Geöffnet um', en: 'Opened at' }),
  server: text(
    {
      de: 'Name des Servers, wie Windows ihn anzeigt',
      en: 'Name of the server as Windows shows it',
    },
    { example: 'CONNECT01', max: 255 },
  ),
});

@Step({
  id: 'R-601',
  part: 'config-import',
  kind: 'task',
  title: {
    de: 'Migration Manager auf dem neuen Server öffnen',
    en: 'Open the Migration Manager on the new server',
  },
  instruction: {
    de: 'Öffnen Sie auf dem Connect-Server den `XPhone Connect Server-Manager` und dort `Tools > Migration Manager`. Das Fenster heißt `XPhone Connect Server Migration`. Lesen Sie den Namen des Servers ab.',
    en: 'On the Connect server open the `XPhone Connect Server-Manager`, then `Tools > Migration Manager`. The window is called `XPhone Connect Server Migration`. Read the name of the server.',
  },
  lines: [163, 165, 167, 179, 181],
  warnings: ['W-11'],
  form: input,
  evidence: {
    required: true,
    what: {
      de: 'Bild des Fensters mit dem Servernamen',
      en: 'Screenshot of the window with the server name',
    },
  },
  reads: ['R-102', 'R-201'],
  agrees: {
    de: 'Der Server ist der neue (R-201, R-102).',
    en: 'The server is the new one (R-201, R-102).',
  },
  undo: { possible: 'yes', how: { de: 'Fenster schließen.', en: 'Close the window.' } },
})
export class OpenMigrationManager implements TaskStep<z.output<typeof input>> {
  verify({ server, openedAt }: z.output<typeof input>, context: StepContext): Outcome {
    const hosts = context.fact('R-102');
    const target = context.fact('R-201')?.host ?? hosts?.targetHost;
    const facts = { server, openedAt };
    const flags = { onTarget: true };
    if (target === undefined) return cannotRead(facts, unknownTarget(server), { flags });
    const against = notInFuture(openedAt, context.now);
    if (hosts && !hosts.sameHost && sameHost(server, hosts.sourceHost)) {
      against.unshift(
        reason(
          'host.is-source',
          `Sie sind auf dem alten Server ${server}. Erwartet wird ${target}. (W-11)`,
          `You are on the old server ${server}. Expected is ${target}. (W-11)`,
          { claimed: server, known: target },
        ),
      );
    } else if (!sameHost(server, target)) {
      against.unshift(
        reason(
          'host.not-target',
          `Sie sind auf Server ${server}. Erwartet wird ${target}. (W-11)`,
          `You are on server ${server}. Expected is ${target}. (W-11)`,
          { claimed: server, known: target },
        ),
      );
    }
    return judge(against, facts, { flags });
  }
}

function unknownTarget(server: string) {
  return reason(
    'host.target-unknown',
    'Der Name des neuen Servers ist nicht erfasst. Der Server lässt sich nicht vergleichen.',
    'The name of the new server is not recorded. The server cannot be compared.',
    { claimed: server },
  );
}
