import { useState } from 'react';
import { storage } from '../api/storage.js';

/** What somebody types beside the forms of steps: kept in this browser until it is sent or given up, so that leaving loses nothing. */
export function useKeptTyping<T>(
  place: string,
): readonly [T | undefined, (typed: T | undefined) => void] {
  const [typed, type] = useState(() => keptAt(place) as T | undefined);
  const change = (next: T | undefined) => {
    type(next);
    if (next === undefined) storage.drop(place);
    else storage.keep(place, JSON.stringify(next));
  };
  return [typed, change];
}

function keptAt(place: string): unknown {
  const kept = localStorage.getItem(place);
  if (kept === null) return undefined;
  try {
    return JSON.parse(kept) as unknown;
  } catch {
    return undefined; // not ours, or cut off: the page opens without it
  }
}
