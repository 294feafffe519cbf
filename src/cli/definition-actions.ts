import { argument, withEngine, type Handler } from './call.js';
import { mappingOption } from './mapping-file.js';

/** `definition list`: sequences that runs use, and the one new runs get. */
export const listDefinitions: Handler = (call) =>
  withEngine(call, async ({ umstieg }) => {
    const { screen } = call;
    const { json, hash } = umstieg.definition;
    const stored = await umstieg.core.store.definitions();
    const unused = { hash, name: json.name, version: json.version, runs: 0 };
    const all = stored.some((d) => d.hash === hash) ? stored : [...stored, unused];
    const definitions = all.map((d) => ({ ...d, current: d.hash === hash }));
    await screen.answer(definitions, () =>
      definitions.map(
        (d) =>
          `${d.name} ${d.version}  ${d.hash.slice(0, 12)}  ${screen.pick(`Läufe: ${d.runs}`, `runs: ${d.runs}`)}${d.current ? screen.pick('  (für neue Läufe)', '  (for new runs)') : ''}`,
      ),
    );
    return 0;
  });

/** `definition diff A B`: in words; texts alone never count as a change. */
export const diffTwo: Handler = (call) =>
  withEngine(call, async ({ umstieg }) => {
    const { screen } = call;
    const [from, to] = [argument(call, 0), argument(call, 1)].map((v) => umstieg.migrator.find(v));
    if (!from || !to) return 2;
    const diff = umstieg.migrator.diff(from, to, await mappingOption(call));
    const { same, changes, textsOnly } = diff;
    await screen.answer(diff, () => [
      `${from.json.version} (${from.hash.slice(0, 12)}) → ${to.json.version} (${to.hash.slice(0, 12)})`,
      ...changes.map((change) => `  ${change.machine}: ${screen.say(change.text)}`),
      ...(same ? [screen.pick('Für Läufe ist nichts anders.', 'Nothing differs for a run.')] : []),
      ...(textsOnly.length === 0
        ? []
        : [`${screen.pick('Nur Texte anders:', 'Only texts differ:')} ${textsOnly.join(', ')}`]),
    ]);
    return 0;
  });
