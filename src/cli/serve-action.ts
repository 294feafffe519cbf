import { RequestError } from '../core/errors.js';
import type { Text } from '../core/text.js';
import { flagOption, listOption, option, withEngine, type Call, type Handler } from './call.js';
import { readTextFile } from './input-files.js';
import { providersOf } from './provider-files.js';

const DEFAULT_PORT = 4400;

const ONLY_LOOKS: Text = {
  de: 'Nur ansehen: Kein Schritt und keine Frist beginnt. Wenn alles stimmt: umstieg begin, oder die Schaltfläche auf jeder Seite.',
  en: 'Only looking: no step and no timer begins. When all is well: umstieg begin, or the button on every page.',
};

/** `serve`: HTTP API over the data folder, until it is told to stop (SIGINT, SIGTERM). */
export const serveFolder: Handler = async (call) => {
  const { screen, ports } = call;
  const port = portIn(option(call, 'port'));
  const paused = flagOption(call, 'paused');
  const host = option(call, 'host') ?? '127.0.0.1';
  const tls = await tlsOf(call);
  const proxy = proxyOf(call);
  const files = listOption(call, 'files');
  const providers = await providersOf(listOption(call, 'signInWith'));
  const code = await withEngine(
    call,
    async (session) => {
      const serving = await ports.serve(session, {
        ...{ host, port, paused, tls, proxy, files, providers },
        write: (line) => {
          screen.note(line);
        },
      });
      const stop = told(); // whoever reads the address may stop it at once
      const { address, link } = serving;
      await screen.answer({ address, paused, ...(link === undefined ? {} : { link }) }, () => [
        screen.pick(`Adresse: ${address}`, `Address: ${address}`),
        ...(paused ? [screen.say(ONLY_LOOKS)] : []),
        ...(link === undefined
          ? []
          : [
              screen.pick(
                `Noch hat niemand ein Konto. Dieser Link gilt einmal, 24 Stunden, und macht den Besitzer: ${link}`,
                `Nobody has an account yet. This link works once, within 24 hours, and makes the owner: ${link}`,
              ),
            ]),
      ]);
      await stop;
      await serving.close();
      return 0;
    },
    { startPaused: paused, asksItself: true },
  );
  ports.leave(); // a step that does not heed its signal keeps nobody waiting
  return code;
};

/** @throws RequestError command.unknown for one file without the other, file.unreadable */
async function tlsOf(call: Call) {
  const [cert, key] = [option(call, 'tlsCert'), option(call, 'tlsKey')];
  if (cert === undefined && key === undefined) return undefined;
  if (cert !== undefined && key !== undefined)
    return { cert: await readTextFile(cert), key: await readTextFile(key) };
  throw new RequestError(
    'command.unknown',
    {
      de: 'TLS braucht beide Dateien: --tls-cert und --tls-key.',
      en: 'TLS needs both files: --tls-cert and --tls-key.',
    },
    { expected: ['--tls-cert', '--tls-key'] },
  );
}

/** Without --proxy-from the proxy runs on this computer. */
function proxyOf(call: Call) {
  const origin = option(call, 'behindProxy');
  const from = listOption(call, 'proxyFrom');
  if (origin === undefined) return undefined;
  return { origin, from: from.length === 0 ? ['127.0.0.1', '::1'] : from };
}

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
