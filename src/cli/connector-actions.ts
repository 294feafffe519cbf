import { basename } from 'node:path';
import { checkConnectorFile, CONNECTOR_PURPOSES } from '../connect/connector-check.js';
import { buildConnectorFile } from '../connect/connector-file.js';
import { readTemplate } from '../connect/connector-template.js';
import { readUserList } from '../connect/user-list.js';
import { argument, needed, type Handler } from './call.js';
import { csvOptions } from './csv-options.js';
import { findingLines } from './finding-lines.js';
import { fileSource, writeOutput } from './input-files.js';

/** `connector build`: a file for a text connector that creates users. Any finding means that no file is written. */
export const buildConnector: Handler = async (call) => {
  const { screen } = call;
  const [users, template, output] = [
    needed(call, 'users'),
    needed(call, 'template'),
    needed(call, 'output'),
  ];
  const list = await readUserList(await fileSource(users), { file: basename(users), needed: [] });
  const sample = await readTemplate(await fileSource(template), { file: basename(template) });
  const built = buildConnectorFile(list, sample, { file: basename(users) });
  if (built.pieces) await writeOutput(output, Buffer.concat([...built.pieces()]));
  const { rows, header, notes } = built;
  const findings = [...list.findings, ...built.findings];
  const file = built.pieces ? output : null;
  await screen.answer({ file, rows, header, findings, notes: [...list.notes, ...notes] }, () => [
    built.pieces
      ? screen.pick(`${rows} Zeilen → ${output}`, `${rows} rows → ${output}`)
      : screen.pick('Es wurde keine Datei geschrieben.', 'No file was written.'),
    ...findingLines(findings, screen),
    ...findingLines(notes, screen, '·'),
  ]);
  return findings.length > 0 ? 5 : 0;
};

/** `connector check FILE --purpose …` */
export const checkConnector: Handler = async (call) => {
  const { screen } = call;
  const path = argument(call, 0);
  const purpose =
    CONNECTOR_PURPOSES.find((one) => one === needed(call, 'purpose')) ?? 'create-users';
  const file = basename(path);
  const options = { file, ...csvOptions(call) };
  const checked = await checkConnectorFile(await fileSource(path), purpose, options);
  const { kind, header, rows, lineTypes, findings } = checked;
  await screen.answer({ file, purpose, kind, header, rows, lineTypes, findings }, () => [
    screen.pick(
      `${file}: ${rows} Zeilen, Zweck ${purpose}`,
      `${file}: ${rows} rows, purpose ${purpose}`,
    ),
    ...findingLines(findings, screen),
    ...(findings.length === 0 ? [screen.pick('Keine Befunde.', 'No findings.')] : []),
  ]);
  return findings.length > 0 ? 5 : 0;
};
