// Takes mails and PDFs apart on a thread of its own (reading-thread.ts talks to it). Plain JavaScript, so that a thread can
// start it from the sources and from the build alike. Libraries only: what the parts mean is decided on the other side.
import { parentPort } from 'node:worker_threads';

/** Pages beyond this are not read; a license mail has a few. */
const MAX_PAGES = 200;
/** A letter is shorter; what unpacks to more is not read, bytes. */
const MOST_RTF = 4 * 1_048_576;
const NO_NAME = '(ohne Namen)';

const READERS = { eml: readEml, msg: readMsg, pdf: readPdf };

/** The library is loaded: from here on it is the file that takes time. */
const begun = () => parentPort.postMessage({ begun: true });

async function readEml(bytes) {
  const { default: PostalMime } = await import('postal-mime');
  begun();
  const mail = await PostalMime.parse(bytes, { attachmentEncoding: 'arraybuffer' });
  if (mail.headers.length === 0) return undefined;
  const attachments = mail.attachments.map(({ filename, content }) => ({
    name: filename ?? NO_NAME,
    bytes: typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content),
  }));
  const { subject, text, html, date, to = [], cc = [] } = mail;
  return { subject, text, html, sentAt: date, recipients: [...to, ...cc], attachments };
}

async function readMsg(bytes) {
  const { default: loaded } = await import('@kenjiuno/msgreader');
  const { decompressRTF } = await import('@kenjiuno/decompressrtf');
  begun();
  // the package is CommonJS: its class is the default of the default
  const reader = new (loaded.default ?? loaded)(new Uint8Array(bytes).buffer);
  const mail = reader.getFileData();
  if (mail.error) return undefined;
  const sent = Date.parse(textOf(mail.messageDeliveryTime) || textOf(mail.clientSubmitTime));
  return {
    subject: textOf(mail.subject),
    text: textOf(mail.body),
    html: textOf(mail.bodyHtml) || undefined,
    htmlBytes: mail.html instanceof Uint8Array ? mail.html : undefined,
    rtf: rtfOf(mail.compressedRtf, decompressRTF),
    sentAt: Number.isNaN(sent) ? undefined : new Date(sent).toISOString(),
    recipients: (mail.recipients ?? [])
      .filter(({ recipType }) => recipType !== 'bcc')
      .map(({ smtpAddress, email }) => ({ address: textOf(smtpAddress) || textOf(email) })),
    attachments: (mail.attachments ?? []).map((attachment) => {
      const { fileName, content } = reader.getAttachment(attachment);
      return { name: textOf(fileName) || NO_NAME, bytes: new Uint8Array(content) };
    }),
  };
}

/** A damaged property comes as bytes or as a number. */
function textOf(value) {
  return typeof value === 'string' ? value : '';
}

/** The header is checked here: the library believes the sizes it names (MS-OXRTFCP 2.1.3.1.1). */
function rtfOf(compressed, decompressRTF) {
  if (!(compressed instanceof Uint8Array)) return undefined;
  if (compressed.length < 16 || compressed.length > MOST_RTF) return undefined;
  const view = new DataView(compressed.buffer, compressed.byteOffset, compressed.byteLength);
  const [packed, whole] = [view.getUint32(0, true), view.getUint32(4, true)];
  if (packed + 4 > compressed.length || whole > MOST_RTF) return undefined;
  return Buffer.from(decompressRTF([...compressed])).toString('latin1');
}

async function readPdf(bytes) {
  const { getDocumentProxy } = await import('unpdf');
  begun();
  try {
    const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
    const pages = [];
    for (let number = 1; number <= Math.min(pdf.numPages, MAX_PAGES); number++) {
      const { items } = await (await pdf.getPage(number)).getTextContent();
      const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''));
      pages.push(text.join('').split('\n'));
    }
    await pdf.destroy();
    return pages;
  } catch (error) {
    return error instanceof Error && error.name === 'PasswordException'
      ? 'pdf-password'
      : undefined;
  }
}

// what a library throws past its own promise is damage, too
process.on('unhandledRejection', () => undefined);

parentPort.on('message', ({ kind, bytes }) => {
  READERS[kind](bytes).then(
    (parts) => parentPort.postMessage({ parts }),
    () => parentPort.postMessage({}),
  );
});
