import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RequestError } from '../core/errors.js';
import { formatManifest, manifestOf } from '../connect/manifest.js';
import { writeDurably } from '../persistence/durable-file.js';
import type { ActionKind, ActionRow } from './stand-in-database.js';
import type { Acting, StandInServer } from './stand-in-server.js';

export type Saved = 'settings' | 'user-data';

/** What changes the content a safety export holds. */
const CHANGES: Readonly<Record<Saved, readonly ActionKind[]>> = {
  settings: ['settings-import', 'settings-by-hand'],
  'user-data': ['user-data-import', 'recording', 'connector'],
};

export interface SafetyExport {
  /** Below the folder of the rehearsal. */
  readonly folder: string;
  readonly files: number;
  /** SHA-256 of its `manifest.json`. */
  readonly manifest: string;
}

/**
 * Saves everything the stand-in holds (manual line 183) into a folder of its own with a manifest, before an import of
 * `what`. Whether the vendor's left side saves greetings is an assumption.
 */
export function makeSafetyExport(
  server: StandInServer,
  key: string,
  what: Saved,
): Promise<SafetyExport> {
  return server.act(
    key,
    `safety-export-${what}`,
    {},
    async ({ rows, number, contents, folder }) => {
      const own = `safety-exports/${String(number).padStart(3, '0')}-${what}`;
      const root = join(folder, own);
      await rm(root, { recursive: true, force: true }); // left by a crash: the action is not recorded yet
      const names = new Map(
        (await rows.state()).users.map((user) => [`user:${user.key}`, user.email]),
      );
      const held = [...(await rows.filesBelow('setting:')), ...(await rows.filesBelow('user:'))];
      const files = [await labelFile(root, number)];
      for (const { owner, path, sha256, size } of held) {
        const name = encodeURIComponent(names.get(owner) ?? owner.slice(owner.indexOf(':') + 1));
        const top = owner.startsWith('setting:') ? 'SystemConfig' : 'UserData';
        const place = `${top}/${name}/${path}`;
        await writeDurably(join(root, 'files', ...place.split('/')), await contents.read(sha256));
        files.push({ path: place, size, sha256, mtimeMs: 0 });
      }
      const text = formatManifest(manifestOf(files));
      await writeDurably(join(root, 'manifest.json'), text);
      const manifest = createHash('sha256').update(text).digest('hex');
      return { folder: own, files: files.length, manifest };
    },
  );
}

/** Says in the export itself what it is, so that no two of them are mistaken for one another. */
async function labelFile(root: string, number: number) {
  const path = 'MODELL.txt';
  const text = `MODELL / MODEL: Sicherungsexport ${number} / safety export ${number}\n`;
  await writeDurably(join(root, 'files', path), text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { path, size: Buffer.byteLength(text), sha256, mtimeMs: 0 };
}

/** Refuses an import before which nothing was saved. @throws RequestError step.not-ready */
export function requireSafetyExport({ before }: Pick<Acting, 'before'>, what: Saved): void {
  const last = (kinds: readonly string[]) => lastOf(before, kinds)?.number ?? 0;
  if (last([`safety-export-${what}`]) > last(CHANGES[what])) return;
  throw new RequestError('step.not-ready', {
    de: 'Vor jedem überschreibenden Import wird gesichert. Der letzte Sicherungsexport fehlt oder ist älter als die letzte Änderung.',
    en: 'Before each overwriting import a safety export is made. It is missing, or older than the last change.',
  });
}

function lastOf(actions: readonly ActionRow[], kinds: readonly string[]): ActionRow | undefined {
  return actions.filter(({ kind }) => kinds.includes(kind)).at(-1);
}
