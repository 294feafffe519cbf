import { option, withEngine, type Handler } from './call.js';
import { commandOptions } from './command-options.js';

/** `audit rotate-key --reason T --as NAME` */
export const rotateKey: Handler = (call) =>
  withEngine(
    call,
    async (session) => {
      const { screen } = call;
      const { who } = commandOptions(call, session);
      const { changeKey } = await import('../engine/change-key.js');
      const { core } = session.umstieg;
      const changed = await changeKey(core, { who, reason: option(call, 'reason') ?? '' });
      const { from, to, runs, later } = changed;
      await screen.answer(changed, () => [
        screen.pick(`Neuer Schlüssel: ${to}`, `New key: ${to}`),
        screen.pick(`  bisher: ${from}`, `  so far: ${from}`),
        screen.pick(
          `  ${runs} Läufe sagen es. Geben Sie den neuen Fingerabdruck denen, die den alten kennen.`,
          `  ${runs} runs say so. Give the new fingerprint to those who know the old one.`,
        ),
        ...later.map((run) =>
          screen.pick(
            `  ${run}: sagt es mit seinem nächsten Eintrag`,
            `  ${run}: says so with its next entry`,
          ),
        ),
      ]);
      return 0;
    },
    { startPaused: true },
  );
