/**
 * Windows security identifiers, the key of the text connector (manual lines 161, 235). The manual prints no example;
 * the form is the one Windows documents.
 */
export type SidKind = 'domain-user' | 'builtin' | 'well-known' | 'not-a-sid' | 'empty';

const DOMAIN = /^(S-1-5-21(?:-\d{1,10}){3})-(\d{1,10})$/;
const ANY = /^S-1-\d{1,15}(?:-\d{1,10})+$/;
const BIGGEST = 4_294_967_295;

/**
 * `domain-user`: `S-1-5-21-a-b-c-RID` with RID ≥ 1000, the only kind a hand-over to Active Directory can use;
 * `well-known`: other valid SIDs, also domain accounts with a RID below 1000; `builtin`: `S-1-5-32-…`.
 * The text is taken as it is: a SID with blanks around it is `not-a-sid`.
 */
export function sidKind(text: string): SidKind {
  if (text.trim() === '') return 'empty';
  if (
    !ANY.test(text) ||
    text
      .split('-')
      .slice(3)
      .some((part) => Number(part) > BIGGEST)
  ) {
    return 'not-a-sid';
  }
  if (/^S-1-5-32-\d+$/.test(text)) return 'builtin';
  const rid = DOMAIN.exec(text)?.[2];
  return rid !== undefined && Number(rid) >= 1000 ? 'domain-user' : 'well-known';
}

/** `S-1-5-21-a-b-c` of a domain SID, else undefined. One customer should have one domain part. */
export function domainPart(sid: string): string | undefined {
  return DOMAIN.exec(sid)?.[1];
}

/**
 * The text of a binary `objectSid`: revision, number of parts, six bytes authority (big endian), then each part in four
 * bytes (little endian), 8 + 4n bytes in all (MS-DTYP 2.4.2.2). Undefined for bytes that are no SID.
 */
export function sidFromBytes(bytes: Uint8Array): string | undefined {
  const parts = bytes[1] ?? 0;
  if (bytes[0] !== 1 || parts < 1 || parts > 15 || bytes.length !== 8 + 4 * parts) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const authority = view.getUint16(2) * 2 ** 32 + view.getUint32(4);
  const rest = Array.from({ length: parts }, (_, i) => view.getUint32(8 + 4 * i, true));
  return ['S-1', authority, ...rest].join('-');
}
