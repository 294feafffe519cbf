/** What ends a line somewhere. */
const BREAKS = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/g;
/** Control characters and marks that turn the direction of writing. */
const STEERING = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** The same, of what JSON.stringify leaves as it is. */
const STEERING_IN_JSON = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * Text of people, files and servers as it may be shown: on one line, and steering neither the terminal nor the reader. So no
 * name can pass for a line of ours. A line break becomes ↵, a tab a blank, everything else that steers U+FFFD.
 */
export function oneLine(text: string): string {
  return text.replace(BREAKS, '↵').replaceAll('\t', ' ').replace(STEERING, '\ufffd');
}

/** JSON.stringify, with what steers spelled as an escape: the same document, harmless on a terminal. */
export function shownJson(document: unknown, indent?: number): string {
  return JSON.stringify(document, null, indent).replace(
    STEERING_IN_JSON,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
