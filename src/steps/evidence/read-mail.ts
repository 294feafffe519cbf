import { htmlText, rtfText } from './markup-text.js';
import type { Addressee, MailParts, ReadingThread } from './reading-thread.js';
import { decodeText } from './text-file.js';

export interface MailContent {
  /** Subject and body, without markup. */
  readonly lines: readonly string[];
  readonly sentAt?: string;
  /** Addresses of `To` and `Cc`, lower case; empty where the mail hides them. */
  readonly recipients: readonly string[];
  readonly attachments: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** First bytes of an OLE compound file, which `.msg` is. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0];

/** Headers end at an empty line; a letter has some of these within so many characters. */
const HEADER_CHARACTERS = 65_536;

/**
 * A mail as `.eml` (RFC 5322, MIME) or Outlook `.msg`, told by its content and not by its name. Undefined for everything
 * else and for what is damaged.
 */
export async function readMail(
  bytes: Uint8Array,
  thread: ReadingThread,
): Promise<MailContent | undefined> {
  const saved = isCompoundFile(bytes) ? bytes : asUtf8(bytes);
  const kind = isCompoundFile(bytes) ? 'msg' : startsLikeMail(saved) ? 'eml' : undefined;
  const mail = kind && (await thread.read(kind, saved));
  if (!mail) return undefined;
  const { subject = '', sentAt, recipients, attachments } = mail;
  return {
    lines: [subject, ...bodyOf(mail).split(/\r?\n/)],
    ...(sentAt === undefined ? {} : { sentAt }),
    recipients: addressesIn(recipients),
    attachments,
  };
}

/** The container of `.msg`; old Office files are such containers, too. */
export function isCompoundFile(bytes: Uint8Array): boolean {
  return OLE.every((byte, i) => bytes[i] === byte);
}

/** An editor may have saved the mail as UTF-16. */
function asUtf8(bytes: Uint8Array): Uint8Array {
  const marked =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return marked ? Buffer.from(decodeText(bytes) ?? '', 'utf8') : bytes;
}

/** A line of headers first, and at least two that every mail has before the empty line. */
function startsLikeMail(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, HEADER_CHARACTERS)).toString('latin1');
  const [headers = ''] = start.replace(/^\u00ef\u00bb\u00bf/, '').split(/\r?\n\r?\n/, 1);
  const known =
    /^(from|to|date|subject|message-id|received|return-path|mime-version|content-type):/gim;
  return /^[!-9;-~]{1,76}:/.test(headers) && (headers.match(known)?.length ?? 0) >= 2;
}

/** The body in the first form that holds text: plain, HTML, RTF. */
function bodyOf({ text, html, htmlBytes, rtf }: MailParts): string {
  const marked = html ?? (htmlBytes && decodeText(htmlBytes));
  return filled(text) ?? filled(marked && htmlText(marked)) ?? (rtf ? rtfText(rtf) : '');
}

function filled(text: string | undefined): string | undefined {
  return text !== undefined && text.trim() !== '' ? text : undefined;
}

/** Exchange names people of the same company by a path instead of an address: that is left out. */
function addressesIn(all: readonly Addressee[]): string[] {
  return all
    .flatMap((one) => [one, ...(one.group ?? [])])
    .map(({ address = '' }) => address.toLowerCase())
    .filter((address) => address.includes('@'));
}
