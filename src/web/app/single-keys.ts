const PLACE = 'umstieg.singleKeys';

/**
 * Whether a letter or sign alone does something. Who speaks to the computer, or has a trembling hand, switches it off, for
 * this browser. https://www.w3.org/TR/WCAG22/#character-key-shortcuts
 */
export const singleKeysOn = (): boolean => localStorage.getItem(PLACE) !== 'off';

export function setSingleKeys(on: boolean): void {
  if (on) localStorage.removeItem(PLACE);
  else localStorage.setItem(PLACE, 'off');
}

/** `j`, `g p`, `Shift+?`: signs that somebody could also type. Not `$mod+k` or `Escape`. */
export const isSingle = (keys: string): boolean =>
  keys.split(' ').some((key) => key.replace(/^Shift\+/, '').length === 1);
