import type { Text } from '../../core/text.js';

/**
 * A rule of the vendor, with where it comes from and what that is worth. `DOC`: the vendor's documentation or knowledge
 * base. `SEED`: the German migration page, by line. `UNOFFICIAL`: public, but not the vendor's. `INFERENCE`: our
 * conclusion, to be checked on a real system.
 */
export type Confidence = 'DOC' | 'SEED' | 'UNOFFICIAL' | 'INFERENCE';

export interface Source {
  /** Address of the page. */
  readonly source: string;
  /** Lines of the migration page; empty for other pages. */
  readonly lines: readonly number[];
}

export interface VendorRule extends Source {
  readonly text: Text;
  readonly confidence: Confidence;
}

const HELP = 'https://help.c4b.com/xphone-connect-9/doc';
const CONFIG = `${HELP}/en/admin/config/srv/cfg`;
const KNOWLEDGE = 'https://www.c4b.com/de/knowledgebase/server';

/** Pages of the vendor; the names are those of the fact sheet. */
export const PAGES = {
  AD: `${CONFIG}/conn/conn-ad.html`,
  CONN: `${CONFIG}/cfg-conn.html`,
  GENERAL: `${CONFIG}/cfg-general.html`,
  KB_DIRECTORY:
    'https://www.c4b.com/en/knowledgebase/directory/callnumber-format-existing-databases.php',
  KB_DYN: `${KNOWLEDGE}/ad-konnektor-dynamische-leitungen.php`,
  KB_NUM: `${KNOWLEDGE}/konnektoren-welches-rufnummern-format.php`,
  LIC: `${HELP}/de/admin/config/srv/cfg/lic/lic-general.html`,
  SETVM: `${HELP}/en/admin/config/srv/usr/set/set-vm.html`,
  TXT: `${CONFIG}/conn/conn-txt.html`,
  USER: `${HELP}/en/admin/config/srv/usr/cfg/cfg-chng.html`,
} as const;

/** Lines of the migration page. */
export function manual(...lines: readonly number[]): Source {
  return { source: `${HELP}/de/admin/mtn/migr.html`, lines };
}

export function rule(
  confidence: Confidence,
  from: string | Source,
  de: string,
  en: string,
): VendorRule {
  const source = typeof from === 'string' ? { source: from, lines: [] } : from;
  return { text: { de, en }, ...source, confidence };
}

/** `line 239`, `lines 161, 235` */
export function lineWords(lines: readonly number[]): Text {
  const all = lines.join(', ');
  return { de: `Zeile ${all}`, en: `${lines.length > 1 ? 'lines' : 'line'} ${all}` };
}
