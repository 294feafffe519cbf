import type { EvidenceRef, StepContext } from '../../core/step.js';
import { isCompoundFile, readMail } from './read-mail.js';
import { readPdf } from './read-pdf.js';
import { pictureTime } from './picture-time.js';
import { READING, type ReadingThread } from './reading-thread.js';
import { decodeText } from './text-file.js';

/** What could be read of one piece of evidence, or of one attachment of a mail. */
export interface Document {
  /** File name as handed in; `mail.eml › package.pdf` for an attachment. */
  readonly name: string;
  readonly kind: 'mail' | 'pdf' | 'text';
  /** Pages of lines; a mail and a text have one page. */
  readonly pages: readonly (readonly string[])[];
}
export interface Mail {
  readonly name: string;
  /** File names of the attachments, each once. */
  readonly attachments: readonly string[];
  /** When it was sent, ISO 8601, as its header says. */
  readonly sentAt?: string;
  /** Addresses of `To` and `Cc`, lower case. */
  readonly recipients: readonly string[];
}
export interface Picture {
  readonly name: string;
  /** When it was taken, ISO 8601 without a zone, as the file says. */
  readonly takenAt: string;
}
/** Evidence that should be readable and is not. */
export interface Unread {
  readonly name: string;
  readonly why:
    'empty' | 'too-large' | 'pdf-password' | 'pdf-damaged' | 'pdf-scan' | 'mail' | 'kind';
}
export interface ReadEvidence {
  readonly documents: readonly Document[];
  readonly mails: readonly Mail[];
  readonly pictures: readonly Picture[];
  /** Pictures are not among them: nobody expects text of them. */
  readonly unread: readonly Unread[];
}

/** Larger evidence is kept but not read, bytes. */
const MAX_BYTES = 20 * 1_048_576;
/** An attachment of a mail is read, an attachment of an attached mail is not. */
const DEPTH = 1;

/**
 * Reads what can be read: mails (`.eml`, `.msg`) with their attachments, PDF, plain text in UTF-8, UTF-16 or a Windows code
 * page, and the time in pictures. What it is, its content says and not its name. What cannot be read is named with the reason: it
 * cannot be compared, which is no fault.
 */
export async function readEvidence(
  context: Pick<StepContext, 'evidence' | 'store'>,
  thread = READING,
): Promise<ReadEvidence> {
  const read: Collected = { documents: [], mails: [], pictures: [], unread: [] };
  for (const one of context.evidence) {
    if (one.size === 0) read.unread.push({ name: one.name, why: 'empty' });
    else if (one.size > MAX_BYTES) read.unread.push({ name: one.name, why: 'too-large' });
    else await readOne(one, await context.store.read(one.digest), 0, { read, thread });
  }
  return read;
}

interface Collected extends ReadEvidence {
  readonly documents: Document[];
  readonly mails: Mail[];
  readonly pictures: Picture[];
  readonly unread: Unread[];
}

interface Into {
  readonly read: Collected;
  readonly thread: ReadingThread;
}

async function readOne(
  { name }: Pick<EvidenceRef, 'name'>,
  bytes: Uint8Array,
  depth: number,
  into: Into,
): Promise<void> {
  const { read, thread } = into;
  if (startsWith(bytes, '%PDF-')) {
    const pages = await readPdf(bytes, thread);
    if (typeof pages === 'string') read.unread.push({ name, why: pages });
    else read.documents.push({ name, kind: 'pdf', pages });
    return;
  }
  const mail = await readMail(bytes, thread);
  if (mail) {
    const { sentAt, attachments, recipients } = mail;
    const names = [...new Set(attachments.map((a) => a.name))];
    read.mails.push({ name, attachments: names, recipients, ...(sentAt ? { sentAt } : {}) });
    read.documents.push({ name, kind: 'mail', pages: [mail.lines] });
    if (depth >= DEPTH) return;
    for (const a of attachments)
      await readOne({ name: `${name} › ${a.name}` }, a.bytes, depth + 1, into);
    return;
  }
  const takenAt = pictureTime(bytes);
  if (takenAt) read.pictures.push({ name, takenAt });
  const text = decodeText(bytes);
  if (text !== undefined) read.documents.push({ name, kind: 'text', pages: [text.split(/\r?\n/)] });
  else if (depth === 0 && !isPicture(bytes)) {
    read.unread.push({ name, why: isCompoundFile(bytes) ? 'mail' : 'kind' });
  }
}

/** First bytes of pictures: PNG, JPEG, GIF, BMP, TIFF, WebP and HEIC. */
function isPicture(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return /^(?:\x89PNG|\xff\xd8|GIF8|BM|II\*\0|MM\0\*|RIFF[\s\S]{4}WEBP|[\s\S]{4}ftyp)/.test(start);
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.subarray(0, text.length)).toString('latin1') === text;
}
