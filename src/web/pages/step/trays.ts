import { draftKey, type Draft, type DraftPlace } from './drafts.js';
import { EvidenceTray } from './evidence-tray.js';

/** Trays of forms that are shown, and of those that were left while files were on their way. */
const trays = new Map<string, EvidenceTray>();
/** How the listening ends that keeps the draft of a form that was left. */
const away = new Map<string, () => void>();

/** The one tray of a draft in this window: who comes back while a file is on its way finds it there. */
export function trayOf(place: DraftPlace, broken: string): EvidenceTray {
  const key = draftKey(place);
  const tray = trays.get(key) ?? new EvidenceTray(place.run, broken);
  trays.set(key, tray);
  return tray;
}

/** The form is shown: it keeps its draft itself. */
export function showTray(place: DraftPlace, tray: EvidenceTray): void {
  const key = draftKey(place);
  away.get(key)?.();
  away.delete(key);
  trays.set(key, tray);
}

/**
 * The form was left. What arrives from now on still belongs to its draft.
 * @param keep the draft as it was left, with each file that arrives
 */
export function leaveTray(place: DraftPlace, draft: Draft, keep: (draft: Draft) => void): void {
  const key = draftKey(place);
  const tray = trays.get(key);
  if (!tray || tray.isSettled) {
    trays.delete(key);
    return;
  }
  let known = tray.digests.length;
  const stop = tray.subscribe(() => {
    const { digests, isSettled } = tray;
    if (digests.length > known) keep({ ...draft, evidence: digests });
    known = digests.length;
    if (!isSettled) return;
    stop();
    trays.delete(key);
  });
  away.set(key, stop);
}

/** Asks before the window goes while a file is on its way. */
export function warnOfUploads(event: Event): void {
  if ([...trays.values()].some(({ isSettled }) => !isSettled)) event.preventDefault();
}
