import { crc32 } from 'node:zlib';
import { burn } from '@kenjiuno/msgreader/lib/Burner.js';
import { TypeEnum } from '@kenjiuno/msgreader/lib/Reader.js';

/** A PDF with one page for each list of lines, as plain as the format allows. */
export function pdfOf(...pages: readonly (readonly string[])[]): Buffer {
  const objects = ['<</Type/Catalog/Pages 2 0 R>>', ''];
  const kids: string[] = [];
  for (const lines of pages) {
    const shown = lines.map((line) => `(${line}) Tj T*`).join(' ');
    const stream = `BT /F1 12 Tf 50 750 Td 16 TL ${shown} ET`;
    const number = objects.length + 1;
    kids.push(`${number} 0 R`);
    const font = '<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>';
    objects.push(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${number + 1} 0 R/Resources${font}>>`,
      `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
    );
  }
  objects[1] = `<</Type/Pages/Kids[${kids.join(' ')}]/Count ${kids.length}>>`;
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj${object}endobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const count = objects.length + 1;
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${offsets.join('')}`;
  const trailer = `trailer<</Size ${count}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF`;
  return Buffer.from(text + table + trailer, 'latin1');
}

/** A PDF that asks for a password before it shows anything. */
export function lockedPdf(): Buffer {
  const text = pdfOf(['Hardware-ID: HW-1']).toString('latin1');
  const [owner, user] = ['00', 'ff'].map((byte) => `<${byte.repeat(32)}>`);
  const lock = `/Encrypt<</Filter/Standard/V 1/R 2/O${owner}/U${user}/P -4>>/ID[<01><01>]`;
  return Buffer.from(text.replace('/Root 1 0 R', `/Root 1 0 R${lock}`), 'latin1');
}

/** An Outlook `.msg` whose body exists as compressed RTF only (MS-OXRTFCP; property 1009). */
export function msgOfRtf(subject: string, compressed: Buffer): Buffer {
  return msgWith(subject, ['__substg1.0_10090102', compressed]);
}

/** RTF in the container of MS-OXRTFCP, not compressed. */
export function storedRtf(rtf: string): Buffer {
  const text = Buffer.from(rtf, 'latin1');
  const head = Buffer.alloc(16);
  head.writeUInt32LE(text.length + 12, 0);
  head.writeUInt32LE(text.length, 4);
  head.write('MELA', 8, 'latin1');
  return Buffer.concat([head, text]);
}

/** An Outlook `.msg` with subject and body (MS-OXMSG: properties 0037 and 1000 as UTF-16). */
export function msgOf(subject: string, body: string): Buffer {
  return msgWith(subject, ['__substg1.0_1000001F', Buffer.from(body, 'utf16le')]);
}

function msgWith(subject: string, body: [string, Buffer]): Buffer {
  const properties = Buffer.alloc(32);
  const streams: [string, Buffer][] = [
    ['__properties_version1.0', properties],
    ['__substg1.0_001A001F', Buffer.from('IPM.Note', 'utf16le')],
    ['__substg1.0_0037001F', Buffer.from(subject, 'utf16le')],
    body,
  ];
  const children = streams.map((_, i) => i + 1);
  return Buffer.from(
    burn([
      { name: 'Root Entry', type: TypeEnum.ROOT, length: 0, children },
      ...streams.map(([name, bytes]) => ({
        name,
        type: TypeEnum.DOCUMENT,
        length: bytes.length,
        binaryProvider: () => Uint8Array.from(bytes), // not a view of a shared buffer
      })),
    ]),
  );
}

/** The smallest JPEG with Exif: one directory with DateTime (0x0132). */
export function jpegTakenAt(text: string): Buffer {
  const value = Buffer.from(`${text}\0`, 'latin1');
  const directory = Buffer.alloc(2 + 12 + 4);
  directory.writeUInt16LE(1, 0);
  directory.writeUInt16LE(0x0132, 2);
  directory.writeUInt16LE(2, 4);
  directory.writeUInt32LE(value.length, 6);
  directory.writeUInt32LE(8 + directory.length, 10);
  const tiff = Buffer.concat([Buffer.from('II*\0\x08\0\0\0', 'latin1'), directory, value]);
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const app1 = Buffer.alloc(4);
  app1.writeUInt16BE(0xffe1, 0);
  app1.writeUInt16BE(exif.length + 2, 2);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), app1, exif, Buffer.from([0xff, 0xd9])]);
}

/** A PNG with the chunk tIME: last change, UTC. */
export function pngChangedAt(picture: Buffer, [y, ...rest]: readonly number[]): Buffer {
  const body = Buffer.alloc(11);
  body.write('tIME', 0, 'latin1');
  body.writeUInt16BE(y ?? 0, 4);
  rest.forEach((part, i) => body.writeUInt8(part, 6 + i));
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(7);
  sum.writeUInt32BE(crc32(body));
  const head = 8 + 4 + 4 + 13 + 4; // signature and IHDR
  return Buffer.concat([picture.subarray(0, head), length, body, sum, picture.subarray(head)]);
}
