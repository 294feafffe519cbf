import { personKey } from '../connect/person-key.js';
import { requireActor } from './who.js';
import type { Names } from './erasable.js';

/**
 * Recognizes somebody by their name and whatever else names them (addresses, numbers), as whole words, whatever the case and the
 * Unicode form; in files as UTF-8, UTF-16 and Latin-1. What is packed or painted (archives, pictures, most PDFs) is not searched.
 * @throws RequestError actor.required for a name of which nothing can be seen
 */
export function namedPerson(name: string, others: readonly string[]): Names {
  const words = [name, ...others].map((word) => folded(requireActor(word)));
  const anyOf = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|');
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${anyOf})(?![\\p{L}\\p{N}])`, 'u');
  const person = personKey(name);
  const text = (value: string) =>
    pattern.test(folded(value)) || personKey(unquoted(value)) === person;
  return {
    text,
    file: (bytes) =>
      [bytes.toString('utf8'), bytes.toString('latin1'), ...utf16(bytes)].some((one) =>
        pattern.test(folded(one)),
      ),
  };
}

function folded(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, ' ').toLowerCase();
}

/** An opening holds its value as JSON. */
function unquoted(value: string): string {
  return /^".*"$/su.test(value) ? value.slice(1, -1) : value;
}

/** Both orders of bytes. */
function utf16(bytes: Buffer): string[] {
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return [even.toString('utf16le'), Buffer.from(even).swap16().toString('utf16le')];
}
