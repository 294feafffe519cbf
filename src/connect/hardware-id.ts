import { both } from './finding.js';
import { looksLikeMac } from './mac.js';

/**
 * The vendor does not document format or length of the hardware ID (LIC10), so nothing is invented here:
 * it must be there, hold no blanks inside and not be a MAC address (sequence.md section 12).
 */
export function hardwareIdProblem(text: string): string | undefined {
  const id = text.trim();
  if (id === '') return both('Die Hardware-ID fehlt.', 'The hardware ID is missing.');
  if (looksLikeMac(id)) {
    return both(
      'Das ist eine MAC-Adresse, gesucht ist die Hardware-ID des neuen Systems',
      'This is a MAC address; the hardware ID of the new system is wanted',
    );
  }
  if (/[\s\u00a0\u200b-\u200d\u2060\ufeff]/u.test(id)) {
    return both(
      'Die Hardware-ID darf innen keine Leerzeichen enthalten. Erwartet wird sie so, wie die Lizenzverwaltung sie zeigt.',
      'The hardware ID must not contain blanks inside. Expected is the ID as the license management shows it.',
    );
  }
  return undefined;
}

export interface CharacterDifference {
  /** 0-based position, counted in code points. */
  readonly index: number;
  /** The character on each side, empty where that side has ended. */
  readonly a: string;
  readonly b: string;
}

/** Where two IDs differ, position by position (O and 0, I and l). Empty when they are equal. */
export function characterDiff(a: string, b: string): CharacterDifference[] {
  const left = Array.from(a);
  const right = Array.from(b);
  const differences: CharacterDifference[] = [];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const [l = '', r = ''] = [left[index], right[index]];
    if (l !== r) differences.push({ index, a: l, b: r });
  }
  return differences;
}
