import MsgReaderModule from '@kenjiuno/msgreader';
import PostalMime from 'postal-mime';

export interface MailContent {
  /** Subject and body, without markup. */
  readonly lines: readonly string[];
  readonly sentAt?: string;
  readonly attachments: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** First bytes of an OLE compound file, which `.msg` is. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
const NO_NAME = '(ohne Namen)';

/**
 * A mail as `.eml` (RFC 5322, MIME) or Outlook `.msg`, told by its content; `.eml` by its name and headers, since any text
 * could be one. Undefined for everything else and for what is damaged.
 */
export async function readMail(name: string, bytes: Uint8Array): Promise<MailContent | undefined> {
  try {
    if (OLE.every((byte, i) => bytes[i] === byte)) return readMsg(bytes);
    return /\.eml$/i.test(name) ? await readEml(bytes) : undefined;
  } catch {
    return undefined;
  }
}

async function readEml(bytes: Uint8Array): Promise<MailContent | undefined> {
  const mail = await PostalMime.parse(new Uint8Array(bytes), { attachmentEncoding: 'arraybuffer' });
  if (mail.headers.length === 0) return undefined;
  const attachments = mail.attachments.map(({ filename, content }) => ({
    name: filename ?? NO_NAME,
    bytes: typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content),
  }));
  const body = mail.text ?? withoutMarkup(mail.html ?? '');
  return {
    lines: linesOf(mail.subject, body),
    ...(mail.date ? { sentAt: mail.date } : {}),
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
    lines: linesOf(mail.subject, mail.body ?? ''),
    ...(Number.isNaN(sent) ? {} : { sentAt: new Date(sent).toISOString() }),
    attachments: (mail.attachments ?? []).map((attachment) => {
      const { fileName, content } = reader.getAttachment(attachment);
      return { name: fileName, bytes: content };
    }),
  };
}

function linesOf(subject: string | undefined, body: string): string[] {
  return [subject ?? '', ...body.split(/\r?\n/)];
}

/** Enough to find words and numbers in: tags become blanks, the ends of blocks become line ends. */
function withoutMarkup(html: string): string {
  const named: Readonly<Record<string, string>> = {
    nbsp: ' ',
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
  };
  return html
    .replace(/<(?:style|script)\b[\s\S]*?<\/(?:style|script)>/gi, ' ')
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h\d)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(nbsp|amp|lt|gt|quot);/g, (_all, name: string) => named[name] ?? ' ')
    .replace(/&#(\d{1,6});/g, (_all, code: string) => String.fromCodePoint(Number(code)));
}
