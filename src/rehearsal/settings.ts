import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ActedJson } from '../connect/model/acted.js';
import {
  importSettings as importIntoModel,
  type SettingsImport,
} from '../connect/model/import-settings.js';
import { withSettingByHand } from '../connect/model/state.js';
import { within, type ExportedContent } from './exported-content.js';
import { replaceFiles } from './replace-files.js';
import { requireSafetyExport } from './safety-export.js';
import type { StandInServer } from './stand-in-server.js';

export interface SettingsDone {
  readonly action: number;
  readonly groups: SettingsImport['groups'];
  readonly acted: ActedJson;
}

/** Where the export lies and what it holds. */
export interface ExportFolder {
  /** Absolute. */
  readonly root: string;
  readonly content: ExportedContent;
}

/**
 * Imports the ticked groups of settings (manual lines 187 to 193); importing again overwrites again.
 * @throws RequestError step.not-ready without a safety export before it
 */
export function importSettings(
  server: StandInServer,
  key: string,
  { root, content }: ExportFolder,
  selected: readonly string[],
): Promise<SettingsDone> {
  return server.act(key, 'settings-import', { selected }, async (acting) => {
    requireSafetyExport(acting, 'settings');
    const { rows, contents, number } = acting;
    const exported = Object.fromEntries(
      Array.from(content.groups, ([group, files]) => [group, { value: valueOf(files) }]),
    );
    const { state, groups, acted } = importIntoModel(await rows.state(), exported, selected);
    for (const { group, what } of groups) {
      if (what === 'not-selected' || what === 'not-exported') continue;
      const files = content.groups.get(group) ?? [];
      for (const { path, sha256 } of files) await contents.take(join(root, path), sha256);
      const held = files.map(({ path, sha256, size }) => ({ path: within(path), sha256, size }));
      await replaceFiles(acting, `setting:${group}`, group, held);
    }
    await rows.setState(state);
    return { action: number, groups, acted };
  });
}

const INSTALLED = 'as-installed.txt';

/**
 * A new server has settings of its own: a file that stands for them, for each exported group that nobody has changed yet.
 * Without it nothing could be overwritten and the first safety export would be empty.
 */
export function installSettings(
  server: StandInServer,
  groups: readonly string[],
): Promise<{ readonly action: number; readonly groups: readonly string[] }> {
  return server.act('installed', 'installed', { groups }, async ({ rows, contents, number }) => {
    const state = await rows.state();
    const settings = { ...state.settings };
    const added = groups.filter((group) => !Object.hasOwn(settings, group));
    for (const group of added) {
      const text = `MODELL / MODEL: steht für die Einstellungen nach der Installation / stands for the settings as installed: ${group}\n`;
      const bytes = Buffer.from(text, 'utf8');
      const sha256 = await contents.putBytes(bytes);
      settings[group] = { value: sha256, origin: 'installed' };
      const file = { path: INSTALLED, sha256, size: bytes.length, action: number };
      await rows.replaceFiles(`setting:${group}`, [file]);
    }
    await rows.setState({ ...state, settings });
    return { action: number, groups: added };
  });
}

/** Somebody changes a group of settings in the web administration; `bytes` is what the group is now. */
export function changeSettingByHand(
  server: StandInServer,
  key: string,
  group: string,
  bytes: Uint8Array,
): Promise<{ readonly action: number; readonly sha256: string }> {
  const asked = createHash('sha256').update(bytes).digest('hex');
  return server.act(
    key,
    'settings-by-hand',
    { group, asked },
    async ({ rows, contents, number }) => {
      const sha256 = await contents.putBytes(bytes);
      await rows.setState(withSettingByHand(await rows.state(), group, sha256));
      const file = { path: 'by-hand', sha256, size: bytes.length, action: null };
      await rows.replaceFiles(`setting:${group}`, [file]);
      return { action: number, sha256 };
    },
  );
}

/** The value of a group: SHA-256 over names and digests of its files. */
function valueOf(files: readonly { readonly path: string; readonly sha256: string }[]): string {
  const lines = files.map(({ path, sha256 }) => `${within(path)}\0${sha256}\n`);
  return createHash('sha256').update(lines.sort().join('')).digest('hex');
}
