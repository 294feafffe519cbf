import { hash } from 'node:crypto';

/** Of a text in UTF-8, hex. */
export function sha256(text: string): string {
  return hash('sha256', text);
}
