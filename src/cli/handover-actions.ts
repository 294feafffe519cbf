import { UmstiegError } from '../core/errors.js';
import { HandOverRefusal, type SideEntry } from '../engine/handover-compare.js';
import type { TakenIn } from '../engine/handover-import.js';
import { argument, option, withEngine, type Handler } from './call.js';
import { commandOptions } from './command-options.js';
import { fileSource, readTextFile } from './input-files.js';
import type { Screen } from './screen.js';
import { signerKey } from './signer-key.js';

/** Entries of one side that a person reads at once. */
const SHOWN = 20;

/**
 * `bundle import FILE`: a run of another installation goes on here. `--key` is the fingerprint of its signer. What was
 * going on there is looked at first, then taken over. Ends with 4 when both sides went on.
 */
export const importBundle: Handler = async (call) => {
  const { screen } = call;
  const file = argument(call, 0);
  const key = signerKey(call);
  const anchorFile = option(call, 'anchor');
  const anchor = anchorFile === undefined ? undefined : await readTextFile(anchorFile);
  await fileSource(file); // a pipe or a device is refused before it is opened
  return withEngine(call, async (session) => {
    const { umstieg } = session;
    const { who } = commandOptions(call, session);
    const trust = {
      ...(key === undefined ? {} : { key }),
      ...(anchor === undefined ? {} : { anchor }),
    };
    try {
      const reason = option(call, 'reason') ?? '';
      const taken = await umstieg.handOvers.import(file, { trust, reason, who });
      await umstieg.resume(taken.run);
      await screen.answer(taken, () => takenLines(taken, screen));
      return 0;
    } catch (error) {
      if (error instanceof UmstiegError && error.family !== 'invariant')
        await umstieg.recordRefusal(error, who);
      if (!(error instanceof HandOverRefusal)) throw error;
      await showRefusal(error, screen);
      return error.exitCode;
    }
  });
};

function takenLines(taken: TakenIn, screen: Screen): string[] {
  const { run, customer, from, entries, evidence, strangers, foreignFingerprints } = taken;
  return [
    screen.pick(
      `${run} (${customer}) geht hier weiter: ${entries} Einträge, ${evidence} Nachweise.`,
      `${run} (${customer}) goes on here: ${entries} entries, ${evidence} evidence files.`,
    ),
    screen.pick(
      `  Übergeben von Installation ${from.instance}, Schlüssel ${from.signer}`,
      `  Handed over by installation ${from.instance}, key ${from.signer}`,
    ),
    ...(taken.trusted
      ? []
      : [
          screen.pick(
            '  ! Der Unterzeichner wurde nicht geprüft. Vergleichen Sie den Schlüssel auf anderem Weg (--key).',
            '  ! The signer was not verified. Compare the key another way (--key).',
          ),
        ]),
    ...(strangers === 0
      ? []
      : [
          screen.pick(
            `  ! ${strangers} Namen waren schon gelöscht: Was sie taten, gibt nur frei, wer eine Begründung nennt.`,
            `  ! ${strangers} names had been erased: what they did is approved only with a reason.`,
          ),
        ]),
    ...(foreignFingerprints === 0
      ? []
      : [
          screen.pick(
            `  ! ${foreignFingerprints} Fingerabdrücke (Codes, Adressen) stammen vom anderen Schlüssel: Ein zweites Projekt mit derselben Nummer fällt hier nicht auf.`,
            `  ! ${foreignFingerprints} fingerprints (codes, addresses) are under the other key: a second project with the same number is not noticed here.`,
          ),
        ]),
  ];
}

async function showRefusal(error: HandOverRefusal, screen: Screen): Promise<void> {
  const { comparison, code, text } = error;
  const { here, there, common } = comparison;
  const document = {
    error: { code, message: screen.say(text), messageEn: text.en },
    ...comparison,
  };
  await screen.answer(document, () => [
    screen.say(text),
    ...(comparison.relation === 'conflict'
      ? [
          screen.pick(`  hier ab Eintrag ${common + 1}:`, `  here from entry ${common + 1}:`),
          ...sideLines(here, screen),
          screen.pick(
            `  im Bündel ab Eintrag ${common + 1}:`,
            `  in the bundle from entry ${common + 1}:`,
          ),
          ...sideLines(there, screen),
        ]
      : []),
  ]);
}

function sideLines(side: readonly SideEntry[], screen: Screen): string[] {
  const lines = side.slice(0, SHOWN).map(({ seq, at, actor, what, refused }) => {
    const said = refused ? ` · ${screen.pick('abgelehnt', 'refused')}` : '';
    return screen.safeLine(
      `${String(seq).padStart(6)}  ${at}  ${(actor ?? 'Umstieg').padEnd(16)} ${screen.say(what)}${said}`,
    );
  });
  const more = side.length - SHOWN;
  if (more > 0)
    lines.push(
      `      … ${screen.pick(`und ${more} weitere (--json)`, `and ${more} more (--json)`)}`,
    );
  return lines;
}
