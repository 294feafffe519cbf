/**
 * The text of a file: UTF-16 with a byte order mark as PowerShell redirects it, UTF-8, else Windows-1252. Undefined for what
 * is no text: anything with a byte that no text holds.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const jpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  if (jpeg || bytes.some((byte) => byte < 0x20 && !BLANKS.has(byte))) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes); // consoles write other pages; only umlauts differ
  }
}

/** Tab, line feed, form feed, carriage return, and escape (colors of a terminal's log). */
const BLANKS = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b]);
