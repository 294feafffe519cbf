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
