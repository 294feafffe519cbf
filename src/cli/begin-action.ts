import { option, withEngine, type Handler } from './call.js';
import { commandOptions } from './command-options.js';

/** `begin --as NAME`: a server over this folder that only looks reads it within two seconds. */
export const begin: Handler = (call) =>
  withEngine(
    call,
    async (session) => {
      const { screen } = call;
      const { who } = commandOptions(call, session);
      const begun = await session.umstieg.heldWork.release(who, option(call, 'reason'));
      await screen.answer({ begun }, () => [
        begun
          ? screen.pick(
              'Freigegeben: Schritte und Fristen beginnen in wenigen Sekunden.',
              'Released: steps and timers begin within seconds.',
            )
          : screen.pick('Hier war nichts angehalten.', 'Nothing was held here.'),
      ]);
      return 0;
    },
    { startPaused: true },
  );
