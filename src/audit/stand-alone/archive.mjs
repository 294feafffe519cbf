// Verifies a sealed archive of Umstieg without Umstieg, offline: node verify.mjs ARCHIVE.zip [--key FINGERPRINT] [--anchor FILE]
// Needs Node.js 20 or later and nothing else. Written from docs/audit-format.md alone; shares no code with the program. A forger
// can put a forged copy of this file into a forged archive: use one that you got another way, or read it first.
// Exit codes: 0 verified, or consistent with an unverified signer; 5 broken; 2 cannot be read.
import { createHash } from 'node:crypto';
import { fstatSync, readSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

export class Broken extends Error {}
export const need = (isSound, what) => {
  if (!isSound) throw new Broken(what);
};
export const sha = (...parts) =>
  parts.reduce((h, part) => h.update(part), createHash('sha256')).digest();
export const hex = (...parts) => sha(...parts).toString('hex');
const MIB = 1024 ** 2;

// ---- ZIP ----
const FIXED =
  'entries.jsonl openings.jsonl definition.json state.json README.txt keys/public.pem manifest.json manifest.sig';
const OPTIONAL = new Set(['handover.jsonl', 'inclusion.txt', 'verify.mjs']);
const isMember = (name) =>
  FIXED.split(' ').includes(name) ||
  OPTIONAL.has(name) ||
  /^(checkpoints\/[1-9]\d{0,14}\.txt|evidence\/[0-9a-f]{64})$/.test(name);

/** The archive: its directory is judged before anything is unpacked. */
export class Archive {
  constructor(fd) {
    this.fd = fd;
    this.length = fstatSync(fd).size;
    this.members = new Map();
    const tail = this.at(Math.max(0, this.length - 65577), Math.min(65577, this.length));
    let end = tail.length - 22;
    while (end >= 0 && tail.readUInt32LE(end) !== 0x06054b50) end -= 1;
    need(end >= 0 && tail.readUInt16LE(end + 20) === tail.length - end - 22, 'not a ZIP archive');
    let [disk, count, at] = [
      tail.readUInt16LE(end + 4),
      tail.readUInt16LE(end + 10),
      tail.readUInt32LE(end + 16),
    ];
    if (end >= 20 && tail.readUInt32LE(end - 20) === 0x07064b50) {
      const record = this.at(Number(tail.readBigUInt64LE(end - 12)), 56);
      need(record.readUInt32LE(0) === 0x06064b50, 'ZIP64 record');
      [disk, count, at] = [
        record.readUInt32LE(16),
        ...[32, 48].map((i) => Number(record.readBigUInt64LE(i))),
      ];
    }
    need(disk === 0 && count <= 20_000, 'several disks or too many members');
    for (let i = 0; i < count; i += 1) at = this.take(at);
    const total = [...this.members.values()].reduce((sum, { size }) => sum + size, 0);
    need(total <= 16 * 1024 * MIB, 'too large');
    for (const name of FIXED.split(' ')) need(this.members.has(name), `${name} is missing`);
  }

  at(offset, length) {
    need(
      Number.isSafeInteger(offset + length) && offset + length <= this.length,
      'the archive is cut off',
    );
    const bytes = Buffer.alloc(length);
    for (let read = 0; read < length;) {
      const more = readSync(this.fd, bytes, read, length - read, offset + read);
      need(more > 0, 'the archive is cut off');
      read += more;
    }
    return bytes;
  }

  /** One record of the archive's directory, and the header before the content, which must say the same. */
  take(at) {
    const h = this.at(at, 46);
    const [flags, method] = [h.readUInt16LE(8), h.readUInt16LE(10)];
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((i) => h.readUInt16LE(i));
    need(h.readUInt32LE(0) === 0x02014b50 && (flags & 0x41) === 0, 'directory of the archive');
    const rest = this.at(at + 46, nameLength + extraLength + noteLength);
    const [rawName, extra] = [
      rest.subarray(0, nameLength),
      rest.subarray(nameLength, nameLength + extraLength),
    ];
    const name = rawName.toString('latin1');
    let [packed, size, start] = [20, 24, 42].map((i) => h.readUInt32LE(i));
    let isWide = false;
    for (let i = 0; i < extra.length - 3;) {
      const [id, end] = [extra.readUInt16LE(i), i + 4 + extra.readUInt16LE(i + 2)];
      need(end <= extra.length && id !== 0x7075, `${name}: extra field`);
      if (id === 1 && !isWide) {
        isWide = true;
        let from = i + 4;
        const wide = (value) => {
          if (value !== 0xffffffff) return value;
          need(from + 8 <= end, `${name}: ZIP64 field`);
          from += 8;
          return Number(extra.readBigUInt64LE(from - 8));
        };
        [size, packed, start] = [wide(size), wide(packed), wide(start)];
      }
      i = end;
    }
    need(
      isMember(name) && !this.members.has(name),
      `${JSON.stringify(name)} is foreign or there twice`,
    );
    need(method === 8 || (method === 0 && packed === size), `${name}: method or size`);
    need(
      size <= 4 * 1024 * MIB && !(size > MIB && Math.ceil(size / Math.max(packed, 1)) > 200),
      `${name}: too large`,
    );
    const local = this.at(start, 30);
    const data = start + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
    need(
      local.readUInt32LE(0) === 0x04034b50 && local.readUInt16LE(8) === method,
      `${name}: header`,
    );
    need(this.at(start + 30, local.readUInt16LE(26)).equals(rawName), `${name}: has two names`);
    need(data + packed <= this.length, 'the archive is cut off');
    this.members.set(name, { data, packed, size, method });
    return at + 46 + rest.length;
  }

  *chunks(name) {
    const { data, packed, size, method } = this.members.get(name);
    if (method === 0)
      for (let i = 0; i < size; i += MIB) yield this.at(data + i, Math.min(MIB, size - i));
    else {
      let content;
      try {
        content = inflateRawSync(this.at(data, packed), { maxOutputLength: size + 1 });
      } catch {
        throw new Broken(`${name} cannot be unpacked`);
      }
      need(content.length === size, `${name}: size`);
      yield content;
    }
  }

  digest(name) {
    return hex(...this.chunks(name));
  }

  whole(name) {
    need(this.members.get(name).size <= 16 * MIB, `${name} is too large`);
    return Buffer.concat([...this.chunks(name)]);
  }

  *lines(name) {
    let left = Buffer.alloc(0);
    for (const chunk of this.chunks(name)) {
      left = Buffer.concat([left, chunk]);
      let start = 0;
      for (let end = left.indexOf(10); end >= 0; end = left.indexOf(10, start)) {
        need(end - start <= 16 * MIB, `${name}: a line is too long`);
        yield left.subarray(start, end);
        start = end + 1;
      }
      left = left.subarray(start);
      need(left.length <= 16 * MIB, `${name}: a line is too long`);
    }
    need(left.length === 0, `${name}: the last line has no end`);
  }
}
