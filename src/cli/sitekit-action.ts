import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { needed, type Handler } from './call.js';
import { outputProblem, writeOutput } from './input-files.js';

const SCRIPT = 'umstieg-manifest.ps1';
const EXPORT = 'C:\\ProgramData\\C4B\\Migration\\XPhoneServerMigration';

/** `sitekit export -o DIR`: the script and how to use it; it only reads the folder it is given. */
export const exportSiteKit: Handler = async (call) => {
  const { screen } = call;
  const folder = resolve(needed(call, 'output'));
  const script = await readFile(new URL(`./site-kit/${SCRIPT}`, import.meta.url));
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw outputProblem(error, folder);
  }
  await writeOutput(join(folder, SCRIPT), script);
  await writeOutput(join(folder, 'LIESMICH-README.txt'), Buffer.from(README, 'utf8'));
  await screen.answer({ folder, files: [SCRIPT, 'LIESMICH-README.txt'] }, () => [
    screen.pick(`Site-Kit → ${folder}`, `Site kit → ${folder}`),
    screen.pick(
      'Auf einem echten Windows-Server wurde das Skript nicht erprobt; die Anleitung liegt daneben.',
      'The script was not tried on a real Windows server; its instructions lie beside it.',
    ),
  ]);
  return 0;
};

/** Windows line ends: people open it with the editor of the server. */
const README = `Umstieg Site-Kit

DEUTSCH
1. Kopieren Sie ${SCRIPT} auf den alten Server. Es installiert nichts und liest den Ordner nur.
2. Öffnen Sie dort eine Eingabeaufforderung und starten Sie:
   powershell -ExecutionPolicy Bypass -File ${SCRIPT} -Folder ${EXPORT} -Output D:\\umstieg -CopyTables
   -Output nennt einen Ordner außerhalb des Exports. Dort liegen danach manifest.json und Kopien der CSV-Dateien.
3. Bringen Sie diesen Ordner auf den Rechner mit Umstieg. Prüfen: umstieg export inspect ORDNER/manifest.json
   In Schritt R-406 geben Sie den Ordner und das Manifest an.
4. Nach dem Kopieren des Exports wiederholen Sie das auf dem Connect-Server mit dem neuen Ordner (ohne -CopyTables)
   und geben das zweite Manifest in Schritt R-502 an.
Endet das Skript mit 5, wurde etwas ausgelassen; es steht in den Warnungen.

ENGLISH
1. Copy ${SCRIPT} to the old server. It installs nothing and only reads the folder.
2. Open a command prompt there and run:
   powershell -ExecutionPolicy Bypass -File ${SCRIPT} -Folder ${EXPORT} -Output D:\\umstieg -CopyTables
   -Output names a folder outside the export. Afterwards it holds manifest.json and copies of the CSV files.
3. Bring that folder to the computer with Umstieg. Check: umstieg export inspect FOLDER/manifest.json
   In step R-406 give the folder and the manifest.
4. After copying the export, repeat this on the Connect server with the new folder (without -CopyTables) and give the
   second manifest in step R-502.
When the script ends with 5, something was left out; the warnings name it.
`.replaceAll('\n', '\r\n');
