import { RequestError } from '../core/errors.js';
import { flagOption, option, withEngine, type Handler } from './call.js';

const DEFAULT_PORT = 4400;

/** `serve`: HTTP API over the data folder, until it is told to stop (SIGINT, SIGTERM). */
export const serveFolder: Handler = async (call) => {
  const { screen, ports } = call;
  const port = portIn(option(call, 'port'));
  const paused = flagOption(call, 'paused');
  const host = option(call, 'host') ?? '127.0.0.1';
  return withEngine(
    call,
    async (session) => {
      const serving = await ports.serve(session, {
        ...{ host, port, paused },
        write: (line) => {
          screen.note(line);
        },
      });
      await screen.answer({ address: serving.address, token: serving.token }, () => [
        screen.pick(`Adresse: ${serving.address}`, `Address: ${serving.address}`),
        screen.pick(
          `Token, gilt bis zum Ende dieses Servers: ${serving.token}`,
          `Token, good until this server ends: ${serving.token}`,
        ),
      ]);
      await told();
      await serving.close();
      return 0;
    },
    { startPaused: paused },
  );
};

/** Waits for the first signal to stop. */
function told(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done());
  });
}

function portIn(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new RequestError(
    'command.unknown',
    {
      de: `--port ist eine Zahl von 0 bis 65535, gekommen ist „${text}“.`,
      en: `--port is a number from 0 to 65535, got "${text}".`,
    },
    { expected: ['0–65535'] },
  );
}
