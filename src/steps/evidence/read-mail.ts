import { decompressRTF } from '@kenjiuno/decompressrtf';
import MsgReaderModule, { type FieldsData } from '@kenjiuno/msgreader';
import PostalMime from 'postal-mime';
import { htmlText, rtfText } from './markup-text.js';
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
const NO_NAME = '(ohne Namen)';

/** Headers end at an empty line; a letter has some of these within so many characters. */
const HEADER_CHARACTERS = 65_536;

/**
 * A mail as `.eml` (RFC 5322, MIME) or Outlook `.msg`, told by its content and not by its name. Undefined for everything
 * else and for what is damaged.
 */
export async function readMail(bytes: Uint8Array): Promise<MailContent | undefined> {
  try {
    if (isCompoundFile(bytes)) return readMsg(bytes);
    const saved = asUtf8(bytes);
    return startsLikeMail(saved) ? await readEml(saved) : undefined;
  } catch {
    return undefined;
  }
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

async function readEml(bytes: Uint8Array): Promise<MailContent | undefined> {
  const mail = await PostalMime.parse(new Uint8Array(bytes), { attachmentEncoding: 'arraybuffer' });
  if (mail.headers.length === 0) return undefined;
  const attachments = mail.attachments.map(({ filename, content }) => ({
    name: filename ?? NO_NAME,
    bytes: typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content),
  }));
  const body = filled(mail.text) ?? htmlText(mail.html ?? '');
  return {
    lines: linesOf(mail.subject, body),
    ...(mail.date ? { sentAt: mail.date } : {}),
    recipients: addressesIn([...(mail.to ?? []), ...(mail.cc ?? [])]),
    attachments,
  };
}

type MsgReader = typeof MsgReaderModule;

function readMsg(bytes: Uint8Array): MailContent | undefined {
  // the package is CommonJS: its class is the default of the default
  const loaded = MsgReaderModule as unknown as { default?: MsgReader } & MsgReader;
  const reader = new (loaded.default ?? loaded)(new Uint8Array(bytes).buffer);
  const mail = reader.getFileData();
  if (mail.error) return undefined;
  const sent = Date.parse(mail.messageDeliveryTime ?? mail.clientSubmitTime ?? '');
  return {
    lines: linesOf(mail.subject, bodyOf(mail)),
    ...(Number.isNaN(sent) ? {} : { sentAt: new Date(sent).toISOString() }),
    recipients: addressesIn(
      (mail.recipients ?? [])
        .filter(({ recipType }) => recipType !== 'bcc')
        .map(({ smtpAddress, email }) => ({ address: smtpAddress ?? email })),
    ),
    attachments: (mail.attachments ?? []).map((attachment) => {
      const { fileName, content } = reader.getAttachment(attachment);
      return { name: fileName, bytes: content };
    }),
  };
}

/** The body in the first form that holds text: plain, HTML, RTF. */
function bodyOf({ body, bodyHtml, html, compressedRtf }: FieldsData): string {
  const marked = bodyHtml ?? (html ? decodeText(html) : undefined);
  return filled(body) ?? filled(marked && htmlText(marked)) ?? (rtfOf(compressedRtf) || '');
}

/** A letter is shorter; what unpacks to more is not read, bytes. */
const MOST_RTF = 4 * 1_048_576;

/** The header is checked here: the library believes the sizes it names (MS-OXRTFCP 2.1.3.1.1). */
function rtfOf(compressed: Uint8Array | undefined): string | undefined {
  if (!compressed || compressed.length < 16 || compressed.length > MOST_RTF) return undefined;
  const view = new DataView(compressed.buffer, compressed.byteOffset, compressed.byteLength);
  const [packed, whole] = [view.getUint32(0, true), view.getUint32(4, true)];
  if (packed + 4 > compressed.length || whole > MOST_RTF) return undefined;
  return rtfText(Buffer.from(decompressRTF([...compressed])).toString('latin1'));
}

function filled(text: string | undefined): string | undefined {
  return text !== undefined && text.trim() !== '' ? text : undefined;
}

interface Addressee {
  readonly address?: string | undefined;
  /** Members of a named group (RFC 5322 3.4). */
  readonly group?: readonly Addressee[] | undefined;
}

/** Exchange names people of the same company by a path instead of an address: that is left out. */
function addressesIn(all: readonly Addressee[]): string[] {
  return all
    .flatMap((one) => [one, ...(one.group ?? [])])
    .map(({ address = '' }) => address.toLowerCase())
    .filter((address) => address.includes('@'));
}

function linesOf(subject: string | undefined, body: string): string[] {
  return [subject ?? '', ...body.split(/\r?\n/)];
}
