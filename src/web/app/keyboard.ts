import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import { isSingle, singleKeysOn } from './single-keys.js';

/** `j`, `g p`, `$mod+k` (Ctrl, on a Mac ⌘). */
export type Keys = Readonly<Record<string, () => void>>;

/** Keys of a page, as long as it is shown. Who types, or answers a dialog, types letters. */
export function useKeys(keys: Keys): void {
  useEffect(() => {
    const bindings = Object.entries(keys).map(([key, act]) => {
      const handler = (event: KeyboardEvent) => {
        if (event.defaultPrevented || isBusy(event, key)) return;
        event.preventDefault();
        act();
      };
      return [key, handler] as const;
    });
    return tinykeys(window, Object.fromEntries(bindings));
  }, [keys]);
}

/** Escape closes what is open on a page, before it leads away from it. */
export function useEscape(close: (() => void) | undefined): void {
  useEffect(() => {
    if (!close) return undefined;
    const act = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isBusy(event, '$mod+Escape')) return;
      event.preventDefault();
      close();
    };
    addEventListener('keydown', act, true);
    return () => removeEventListener('keydown', act, true);
  }, [close]);
}

function isBusy(event: KeyboardEvent, key: string): boolean {
  if (
    document.querySelector(
      '[role=dialog],[role=alertdialog],[role=menu],[role=listbox][data-popover]',
    )
  )
    return true;
  if (key.startsWith('$mod')) return false;
  return types(event) || (isSingle(key) && !singleKeysOn());
}

function types(event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : undefined;
  return target?.matches('input, textarea, select, [contenteditable=true]') ?? false;
}
