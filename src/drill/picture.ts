import { crc32, deflateSync } from 'node:zlib';

const SIDE = 16;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A tiny PNG that stands for a screenshot: one color made of its title, the title itself as a text chunk. */
export function screenshotFile(title: string): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits a channel, red green blue
  const color = Buffer.alloc(4);
  color.writeUInt32BE(crc32(title), 0);
  const line = Buffer.concat([Buffer.from([0]), ...Array<Buffer>(SIDE).fill(color.subarray(0, 3))]);
  const pixels = Buffer.concat(Array<Buffer>(SIDE).fill(line));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from(`Title\0${title}`, 'latin1')),
    chunk('IDAT', deflateSync(pixels, { level: 0 })), // not compressed: the same bytes under every zlib
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length, 0);
  check.writeUInt32BE(crc32(body), 0);
  return Buffer.concat([length, body, check]);
}
