import type { DirectoryUser } from '../connect/directory-list.js';
import { finding } from '../connect/finding.js';
import type { Reason } from '../core/outcome.js';

/** Names a note shows. */
const NAMED = 10;

function few(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).join(', ');
  return names.length > NAMED ? `${shown}, … (${names.length})` : shown;
}

export function disabledNote(users: readonly DirectoryUser[]): Reason[] {
  if (users.length === 0) return [];
  const text = {
    de: `${users.length} Konten sind deaktiviert (enabled = 0). Sie stehen in der Liste.`,
    en: `${users.length} accounts are disabled (enabled = 0). They stand in the list.`,
  };
  const claimed = few(users.map((user) => user.account));
  return [finding('account.disabled', text, undefined, { claimed })];
}

export function builtInNote(users: readonly DirectoryUser[]): Reason[] {
  if (users.length === 0) return [];
  const text = {
    de: `${users.length} Konten des Systems (RID unter 1000) fehlen in der Liste.`,
    en: `${users.length} accounts of the system (RID below 1000) are left out of the list.`,
  };
  const claimed = few(users.map((user) => user.account));
  return [finding('account.built-in', text, undefined, { claimed })];
}

export function trustNote(users: readonly DirectoryUser[]): Reason[] {
  if (users.length === 0) return [];
  const text = {
    de: `${users.length} Konten stehen für Vertrauensstellungen zu anderen Domänen. Sie fehlen in der Liste.`,
    en: `${users.length} accounts stand for trusts with other domains. They are left out of the list.`,
  };
  const claimed = few(users.map((user) => user.account));
  return [finding('account.trust', text, undefined, { claimed })];
}

export function referralNote(urls: readonly string[]): Reason[] {
  if (urls.length === 0) return [];
  const text = {
    de: 'Der Server verweist auf weitere Verzeichnisse. Verweisen wird nie gefolgt; was dort liegt, fehlt in der Liste.',
    en: 'The server refers to further directories. Referrals are never followed; what lies there is not in the list.',
  };
  return [finding('directory.referral', text, undefined, { claimed: few(urls) })];
}

export function retriedNote(attempts: number): Reason[] {
  if (attempts < 2) return [];
  const text = {
    de: `Die Verbindung brach ab; gelesen wurde von vorn, beim ${attempts}. Versuch vollständig.`,
    en: `The connection broke; reading began again and was complete at try ${attempts}.`,
  };
  return [finding('directory.retried', text)];
}
