import type { Customer } from './customer.js';
import { dynamicLines, userLines, userLinesDynamic, v4Users } from './lists.js';
import { SeededRandom } from './seeded-random.js';
import { TIMES } from './timetable.js';
import { toneFile } from './wave.js';

/** A file of the drill folder: path with `/`, relative to it. */
export interface DrillFile {
  readonly path: string;
  readonly bytes: Buffer;
  /** Time of last change; the others get the start of the practice run. */
  readonly changedAt?: Date;
  /** A symbolic link to this target instead of a file. */
  readonly linkTo?: string;
}

/** Groups of system settings as the manual lists them (lines 65–83); the folder names are an assumption. */
export const SETTINGS_GROUPS = [
  ...(['DialParameters', 'Pbx', 'Gateway', 'Fax', 'FaxPrinters', 'Sms'] as const),
  ...(['VoicemailGreetings', 'AutoAttendants', 'Mwi'] as const),
] as const;

const SECOND_MS = 1_000;

/** What the Migration Manager left on the V4 server, in the assumed layout (`connect/export-layout.json`). */
export function exportFiles(customer: Customer): DrillFile[] {
  const sound = new SeededRandom(customer.seed ^ 0x5eed);
  const tone = () => toneFile(300 + 20 * sound.int(0, 40), 120 + 40 * sound.int(0, 4));
  const settings = SETTINGS_GROUPS.map((group) => ({
    path: `SystemConfig/${group}/settings.xml`,
    text: `<?xml version="1.0" encoding="utf-8"?>\n<!-- Übungsdaten / practice data -->\n<settings group="${group}" server="${customer.sourceHost}" />\n`,
  }));
  const tables = [
    { path: 'UserLines.csv', text: userLines(customer) },
    { path: 'UserLinesDynamic.csv', text: userLinesDynamic(customer) },
    { path: 'DynamicLines.csv', text: dynamicLines(customer) },
    { path: 'Users.csv', text: v4Users(customer) },
  ];
  const sounds = customer.people.flatMap(({ email, greetings, recordedName }) => [
    ...greetings.map((name) => ({ path: `UserData/${email}/greetings/${name}`, bytes: tone() })),
    ...(recordedName ? [{ path: `UserData/${email}/name.wav`, bytes: tone() }] : []),
  ]);
  const texts = [...settings, ...tables].map(({ path, text }) => ({
    path,
    bytes: Buffer.from(text, 'utf8'),
  }));
  return timed([...texts, ...sounds]);
}

/** Files appear one after the other between the start and the end of the export. */
function timed(files: readonly { path: string; bytes: Buffer }[]): DrillFile[] {
  const from = Date.parse(TIMES.exportStartedAt) + SECOND_MS;
  const room = Date.parse(TIMES.exportEndedAt) - SECOND_MS - from;
  const step = Math.min(SECOND_MS, Math.floor(room / files.length));
  return files.map((file, i) => ({ ...file, changedAt: new Date(from + i * step) }));
}

/** What the left side of the Connect Migration Manager saved before it was overwritten. */
export function safetyFiles(customer: Customer): DrillFile[] {
  return SETTINGS_GROUPS.map((group) => ({
    path: `SystemConfig/${group}/settings.xml`,
    bytes: Buffer.from(
      `<?xml version="1.0" encoding="utf-8"?>\n<!-- Übungsdaten / practice data -->\n<settings group="${group}" server="${customer.targetHost}" state="before" />\n`,
      'utf8',
    ),
  }));
}
