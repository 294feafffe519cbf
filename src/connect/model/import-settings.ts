import { Acted, type ActedJson } from './acted.js';
import type { ConnectState, Setting, Telephony } from './state.js';

/** One exported group of system settings. */
export interface ExportedSetting {
  readonly value: string;
  /** What the group brings along for the lines: `Wahlparameter`, `PBX: Festnetz`. */
  readonly telephony?: Partial<Telephony>;
}

/** `overwritten-by-hand`: somebody had changed the group in Connect, and that is lost (W-13). */
export const SETTING_EFFECTS = [
  ...(['imported', 'overwritten', 'overwritten-by-hand'] as const),
  ...(['not-selected', 'not-exported'] as const),
] as const;
export type SettingEffect = (typeof SETTING_EFFECTS)[number];

export interface SettingsImport {
  readonly state: ConnectState;
  /** Every exported and every selected group, each once. */
  readonly groups: readonly { readonly group: string; readonly what: SettingEffect }[];
  readonly acted: ActedJson;
}

/** Import of system settings (manual lines 189 to 193): selected groups replace what is there, also what was changed by hand. */
export function importSettings(
  state: ConnectState,
  exported: Readonly<Record<string, ExportedSetting>>,
  selected: readonly string[],
): SettingsImport {
  const acted = new Acted();
  const settings: Record<string, Setting> = { ...state.settings };
  let { telephony } = state;
  const names = [...new Set([...Object.keys(exported), ...selected])];
  const groups = names.map((group) => {
    const arriving = Object.hasOwn(exported, group) ? exported[group] : undefined;
    const chosen = selected.includes(group);
    acted.rule('settings.selection');
    if (!chosen) return { group, what: 'not-selected' as const };
    if (!arriving) return { group, what: 'not-exported' as const };
    const there = settings[group];
    settings[group] = { value: arriving.value, origin: 'import' };
    if (arriving.telephony) telephony = { ...(telephony ?? NO_TELEPHONY), ...arriving.telephony };
    if (!there) return { group, what: 'imported' as const };
    acted.rule('settings.overwrite');
    const what =
      there.origin === 'hand' ? ('overwritten-by-hand' as const) : ('overwritten' as const);
    return { group, what };
  });
  return { state: { ...state, settings, telephony }, groups, acted: acted.json() };
}

const NO_TELEPHONY: Telephony = { gateways: [], dialingParameters: [] };
