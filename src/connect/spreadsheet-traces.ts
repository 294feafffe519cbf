import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { DEFAULT_COLUMNS } from './columns.js';
import { DEFAULT_LAYOUT, LINE_FILE_KINDS } from './export-layout.js';
import { finding } from './finding.js';

/**
 * Traces of a table that was opened and saved with a spreadsheet: long numbers in scientific notation, phone numbers that
 * lost their leading `+` or zeros or were reckoned with, error values, umlauts that were read in another encoding. What was
 * lost cannot be told from the file: the original is needed.
 */
const TEXTS = {
  scientific: {
    de: 'Eine Tabellenkalkulation hat eine lange Nummer gekürzt; ihre letzten Ziffern sind verloren. Nehmen Sie die Originaldatei und öffnen Sie sie nicht mit Doppelklick.',
    en: 'A spreadsheet has shortened a long number; its last digits are lost. Use the original file and do not open it by a double click.',
  },
  prefix: {
    de: 'Andere Nummern dieser Spalte beginnen mit + oder 0, diese nicht. Vermutlich hat eine Tabellenkalkulation das Zeichen entfernt. Nehmen Sie die Originaldatei oder importieren Sie die Spalte als Text.',
    en: 'Other numbers of this column begin with + or 0, this one does not. Presumably a spreadsheet removed the character. Use the original file or import the column as text.',
  },
  all: {
    de: 'Alle Nummern dieser Spalte sehen nach einer Landesvorwahl ohne + aus. Vermutlich hat eine Tabellenkalkulation das Zeichen entfernt. Nehmen Sie die Originaldatei oder importieren Sie die Spalte als Text.',
    en: 'All numbers of this column look like a country code without its +. Presumably a spreadsheet removed the character. Use the original file or import the column as text.',
  },
  changed: {
    de: 'Das ist keine Rufnummer. Vermutlich hat eine Tabellenkalkulation sie als Formel, Datum oder Betrag verstanden. Nehmen Sie die Originaldatei oder importieren Sie die Spalte als Text.',
    en: 'This is no phone number. Presumably a spreadsheet took it for a formula, a date or an amount. Use the original file or import the column as text.',
  },
  error: {
    de: 'Hier steht ein Fehlerwert einer Tabellenkalkulation; der Wert selbst ist verloren. Nehmen Sie die Originaldatei.',
    en: 'This is an error value of a spreadsheet; the value itself is lost. Use the original file.',
  },
  mojibake: {
    de: 'Umlaute oder Akzente sind verstümmelt: UTF-8 wurde als Windows-1252 gelesen und so gespeichert. Nehmen Sie die Originaldatei oder importieren Sie sie mit der Kodierung 65001 (UTF-8).',
    en: 'Umlauts or accents are garbled: UTF-8 was read as Windows-1252 and saved like that. Use the original file or import it with the encoding 65001 (UTF-8).',
  },
} satisfies Record<string, Text>;

/** What German and English spreadsheets write for a formula that fails, and for a column that is too narrow. */
const ERROR_VALUE =
  /^(?:#NAME\?|#(?:WERT|VALUE|BEZUG|REF|ZAHL|NUM|NULL|DIV\/0)!|#(?:NV|N\/A)|#{3,})$/;
/** Letters of UTF-8 that was read as Windows-1252: `Ã¼` for `ü`. */
const MOJIBAKE =
  /\u00c3[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|\u00c2[\u00a0-\u00bf]/;
/** `-163` of `+49-89-123`, `01. Feb` or `1-Feb` of `1-2`, `4989123456,00`, a leading apostrophe. */
const CHANGED = /^(?:-\d+|\d{1,2}[.-]\s?\p{L}{3}\.?|\p{L}{3}[ -]\d{1,2}|\d{4,}[.,]0+|'[+\d].*)$/u;
const SCIENTIFIC = /^[+-]?\d(?:[.,]\d+)?E\+\d{1,3}$/;
/** Digits that make a number worth looking at: extensions of a PBX are shorter. */
const LONG = 7;
/** Country codes of the vendor's market; a column that holds nothing else has lost its plus signs. An assumption. */
const CODES = /^(?:49|43|41)\d{8,}$/;
/** Rows named one by one for a column, at most. */
const NAMED = 100;

interface NumberColumn {
  readonly index: number;
  prefixed: number;
  bare: number;
  codes: number;
  readonly rows: { readonly row: number; readonly value: string }[];
}

/** Watches the rows of one table. */
export class SpreadsheetTraces {
  private readonly columns: NumberColumn[];

  constructor(
    private readonly header: readonly string[],
    private readonly file: string | undefined,
  ) {
    const names = new Set(NUMBER_COLUMNS);
    this.columns = header.flatMap((name, index) =>
      names.has(name.toLowerCase()) ? [{ index, prefixed: 0, bare: 0, codes: 0, rows: [] }] : [],
    );
  }

  /** A finding for a cell in scientific notation, an error value, or letters in the wrong encoding. */
  cell(row: number, index: number, value: string): Reason | undefined {
    if (value.includes('E+') && SCIENTIFIC.test(value.trim())) {
      return this.finding('spreadsheet.scientific', TEXTS.scientific, row, index, value);
    }
    if (value.startsWith('#') && ERROR_VALUE.test(value)) {
      return this.finding('spreadsheet.error-value', TEXTS.error, row, index, value);
    }
    if (!MOJIBAKE.test(value)) return undefined;
    return this.finding('spreadsheet.mojibake', TEXTS.mojibake, row, index, value);
  }

  /** A finding for a cell that is no phone number any more; numbers are kept in mind for {@link end}. */
  row(row: number, fields: readonly string[]): Reason[] {
    const changed: Reason[] = [];
    for (const column of this.columns) {
      const value = fields[column.index] ?? '';
      if (CHANGED.test(value)) {
        const found = this.finding(
          'spreadsheet.changed-number',
          TEXTS.changed,
          row,
          column.index,
          value,
        );
        changed.push(found);
        continue;
      }
      const digits = value.replace(/[\s()/.-]/g, '');
      if (digits.length < LONG) continue;
      if (digits.startsWith('+') || digits.startsWith('0')) column.prefixed++;
      else if (/^\d+$/.test(digits)) {
        column.bare++;
        if (CODES.test(digits)) column.codes++;
        if (column.rows.length < NAMED) column.rows.push({ row, value });
      }
    }
    return changed;
  }

  /** What only the whole column shows. */
  end(headerRow: number): Reason[] {
    return this.columns.flatMap(({ index, prefixed, bare, codes, rows }) => {
      if (bare > 0 && prefixed >= bare) {
        return rows.map(({ row, value }) =>
          this.finding('spreadsheet.lost-prefix', TEXTS.prefix, row, index, value),
        );
      }
      if (bare === 0 || prefixed > 0 || codes < bare) return [];
      const example = rows[0]?.value ?? '';
      return [this.finding('spreadsheet.lost-plus', TEXTS.all, headerRow, index, example)];
    });
  }

  private finding(code: string, text: Text, row: number, index: number, claimed: string): Reason {
    const file = this.file === undefined ? {} : { file: this.file };
    const column = this.header[index] || String(index + 1);
    return finding(code, text, { ...file, row, column }, { claimed });
  }
}

/** Columns of phone numbers, in lower case: of user lists and of the three line files. */
const NUMBER_COLUMNS = [
  ...DEFAULT_COLUMNS.columns.phone,
  ...LINE_FILE_KINDS.map((kind) => DEFAULT_LAYOUT.lineFiles[kind].lineColumn ?? ''),
].map((name) => name.toLowerCase());
