import { RequestError } from '../core/errors.js';
import { LARGEST_SHOWN, type Quota } from '../engine/quotas.js';
import { option, withEngine, type Handler } from './call.js';
import { commandOptions } from './command-options.js';
import type { Screen } from './screen.js';

const MIB = 1_048_576;

/** `quota show` */
export const showQuota: Handler = (call) =>
  withEngine(
    call,
    async ({ umstieg }) => {
      const { screen } = call;
      const { quota, usedBytes, projects } = await umstieg.quotas.used();
      await screen.answer({ quota, usedBytes, projects }, () => [
        ...limits(quota, screen),
        screen.pick(`Belegt: ${mib(usedBytes)} MiB`, `Used: ${mib(usedBytes)} MiB`),
        ...projects.slice(0, LARGEST_SHOWN).map((p) => `  ${p.project}  ${mib(p.usedBytes)} MiB`),
      ]);
      return 0;
    },
    { startPaused: true },
  );

/** `quota set [--project MIB] [--installation MIB]`: what is not named stays. */
export const setQuota: Handler = (call) =>
  withEngine(
    call,
    async (session) => {
      const { screen } = call;
      const { who } = commandOptions(call, session);
      const { quotas } = session.umstieg;
      const now = await quotas.current();
      const quota = {
        projectBytes: bytesIn('project', option(call, 'project'), now.projectBytes),
        installationBytes: bytesIn(
          'installation',
          option(call, 'installation'),
          now.installationBytes,
        ),
      };
      const changed = await quotas.set(quota, who, option(call, 'reason'));
      await screen.answer({ changed, quota }, () => limits(quota, screen));
      return 0;
    },
    { startPaused: true },
  );

function limits({ projectBytes, installationBytes }: Quota, screen: Screen): string[] {
  const most = (bytes: number | null) =>
    bytes === null ? screen.pick('unbegrenzt', 'no limit') : `${mib(bytes)} MiB`;
  return [
    screen.pick(`Je Projekt: ${most(projectBytes)}`, `For one project: ${most(projectBytes)}`),
    screen.pick(
      `Alle zusammen: ${most(installationBytes)}`,
      `All together: ${most(installationBytes)}`,
    ),
  ];
}

const mib = (bytes: number): string => (bytes / MIB).toFixed(1);

/** @throws RequestError command.unknown */
function bytesIn(name: string, text: string | undefined, now: number | null): number | null {
  if (text === undefined) return now;
  if (text === 'none') return null;
  if (/^\d{1,9}$/.test(text)) return Number(text) * MIB;
  throw new RequestError(
    'command.unknown',
    {
      de: `--${name} ist eine ganze Zahl von MiB oder none, gekommen ist „${text}“.`,
      en: `--${name} is a whole number of MiB or none, got "${text}".`,
    },
    { expected: ['0–999999999', 'none'] },
  );
}
