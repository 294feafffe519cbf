import type { Text } from './text.js';

function words(de: string, en: string): Text {
  return { de, en };
}

/** What an entry of the audit trail says about the run as a whole, or about the installation. */
const EVENTS = {
  'instance.created': words('Datenordner angelegt', 'data folder made'),
  'run.created': words('Lauf angelegt', 'run made'),
  'run.forked': words('als Was-wäre-wenn abgezweigt', 'forked as a what-if'),
  'run.pause': words('Lauf angehalten', 'run paused'),
  'run.resume': words('Lauf fortgesetzt', 'run resumed'),
  'run.cancel': words('Lauf abgebrochen', 'run canceled'),
  'run.planned': words('Termine geplant', 'dates planned'),
  'run.clock': words('Uhr gestellt', 'clock set'),
  'run.migrated': words('auf eine andere Fassung umgestellt', 'moved to another version'),
  'run.migration-undone': words('Umstellung zurückgenommen', 'move taken back'),
  'timers.fired': words('Frist abgelaufen', 'timer ran out'),
  'bundle.export': words('Archiv versiegelt', 'archive sealed'),
  'work.held': words('nur zum Ansehen gestartet', 'started to look only'),
  'work.begun': words('Arbeit freigegeben', 'work let begin'),
  'quota.set': words('Platz für Nachweise begrenzt', 'room for evidence limited'),
  'backup.made': words('Sicherung geschrieben', 'backup written'),
  'backup.restored': words('aus einer Sicherung zurückgeholt', 'restored from a backup'),
  'key.change-begun': words('Wechsel des Schlüssels begonnen', 'change of the key begun'),
  'key.rotated': words(
    'neuer Schlüssel, vom alten unterschrieben',
    'new key, signed by the old one',
  ),
  'key.changed': words('Schlüssel gewechselt', 'key changed'),
  'erasure.begun': words('Löschen persönlicher Angaben begonnen', 'erasing personal values begun'),
  'values.erased': words('persönliche Angaben gelöscht', 'personal values erased'),
  'handover.exported': words('zum Weiterarbeiten übergeben', 'handed over to be gone on with'),
  'handover.imported': words('von anderer Installation übernommen', 'taken in from elsewhere'),
} as const;

/** What happened to a step, or what somebody wanted; it follows the step and a dot. */
const ACTS = {
  submit: words('Angaben eingereicht', 'claim handed in'),
  promote: words('aus einem Was-wäre-wenn eingereicht', 'claim handed in from a what-if'),
  note: words('Notiz', 'note'),
  assign: words('zugewiesen', 'assigned'),
  redo: words('wieder geöffnet', 'reopened'),
  'redo-requested': words('Wiederholung beantragt', 'redo requested'),
  waive: words('Überspringen beantragt', 'skipping requested'),
  'waive-requested': words('Überspringen beantragt', 'skipping requested'),
  'accept-outdated': words('Behalten beantragt', 'keeping requested'),
  'keep-requested': words('Behalten beantragt', 'keeping requested'),
  switch: words('zu- oder abschalten', 'switch on or off'),
  'switch-on': words('zugeschaltet', 'switched on'),
  'switch-off-requested': words('Abschalten beantragt', 'switching off requested'),
  approve: words('freigeben', 'approve'),
  'approve-result': words('Freigabe erteilt', 'approval given'),
  'approve-act': words('Handlung freigegeben', 'act approved'),
  'approve-waive': words('Überspringen freigegeben', 'skipping approved'),
  'approve-reopen': words('Wiederholung freigegeben', 'redo granted'),
  'approve-keep': words('Behalten freigegeben', 'keeping granted'),
  'approve-off': words('Abschalten freigegeben', 'switching off granted'),
  reject: words('ablehnen', 'reject'),
  'reject-result': words('Freigabe abgelehnt', 'approval denied'),
  'reject-act': words('Handlung abgelehnt', 'act rejected'),
  'reject-waive': words('Überspringen abgelehnt', 'skipping rejected'),
  'reject-reopen': words('Wiederholung abgelehnt', 'redo denied'),
  'reject-keep': words('Behalten abgelehnt', 'keeping denied'),
  'reject-off': words('Abschalten abgelehnt', 'switching off denied'),
  withdraw: words('zurückziehen', 'withdraw'),
  'withdraw-result': words('Angaben zurückgezogen', 'claim withdrawn'),
  'withdraw-waive': words('Antrag auf Überspringen zurückgezogen', 'request to skip withdrawn'),
  'withdraw-reopen': words('Antrag auf Wiederholung zurückgezogen', 'redo request withdrawn'),
  'withdraw-keep': words('Antrag auf Behalten zurückgezogen', 'keeping request withdrawn'),
  'withdraw-off': words('Antrag auf Abschalten zurückgezogen', 'switching-off request withdrawn'),
  consistent: words('angenommen', 'accepted'),
  contradicts: words('nicht angenommen', 'not accepted'),
  'needs-approval': words('braucht eine Freigabe', 'needs an approval'),
  failed: words('gescheitert', 'failed'),
  retry: words('gescheitert, neuer Versuch folgt', 'failed, to be tried again'),
  interrupted: words('unterbrochen, wird fortgesetzt', 'interrupted, goes on'),
  // commands on a run that were refused: `command.pause`
  refused: words('Befehl', 'command'),
  signal: words('Ereignis von außen', 'event from outside'),
  plan: words('planen', 'plan'),
  pause: words('anhalten', 'pause'),
  resume: words('fortsetzen', 'resume'),
  cancel: words('abbrechen', 'cancel'),
  advance: words('Uhr stellen', 'set the clock'),
  clock: words('Uhr stellen', 'set the clock'),
  migrate: words('auf eine andere Fassung umstellen', 'move to another version'),
  'undo-migration': words('Umstellung zurücknehmen', 'take a move back'),
} as const;

/** Names of all events, and of all acts that follow a step or `command` and a dot. */
export const AUDIT_EVENTS = Object.keys(EVENTS);
export const AUDIT_ACTS = Object.keys(ACTS);

/** Every event that the program writes; one without words does not compile. */
export type AuditEvent =
  keyof typeof EVENTS | `${string}.${keyof typeof ACTS}` | `signal.${string}`;

/**
 * An event in words, the step before it. One that this program does not know (a newer one wrote it) stays as it is.
 * @param title words of the sequence for a signal, by name without `signal.`
 */
export function eventText(
  event: string,
  step: string | null,
  title: (signal: string) => Text,
): Text {
  const known = (EVENTS as Readonly<Record<string, Text>>)[event];
  if (known) return known;
  const at = event.indexOf('.');
  const [before, after] = [event.slice(0, at), event.slice(at + 1)];
  if (before === 'signal') {
    const { de, en } = title(after);
    return words(`von außen gemeldet: ${de}`, `reported from outside: ${en}`);
  }
  const act = (ACTS as Readonly<Record<string, Text>>)[after];
  const lead = step === null ? '' : `${step} `;
  return act ? words(lead + act.de, lead + act.en) : words(event, event);
}
