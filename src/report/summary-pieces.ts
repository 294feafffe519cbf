import type { Summary, SummaryCount, SummaryPiece } from '../core/summary.js';
import type { Language, Text } from '../core/text.js';
import { html, sentence, type Markup } from './markup.js';

/** Longest list of names on the page a customer keeps; the rest is counted. */
const NAMES = 200;

/** For a sequence that says nothing of its own. */
export const PLAIN: Summary = {
  done: { heading: { de: 'Was getan ist', en: 'What was done' }, pieces: [] },
  left: { heading: { de: 'Was nicht getan ist', en: 'What was not done' }, pieces: [] },
  further: [],
};

/** Lays out what a sequence says of itself. */
export function pieces(list: readonly SummaryPiece[], language: Language): Markup {
  return html`${list.map((piece) => layOut(piece, language))}`;
}

function layOut(piece: SummaryPiece, language: Language): Markup {
  switch (piece.kind) {
    case 'text':
      return html`<p>${sentence(piece.text, language)}</p>`;
    case 'list':
      return html`${piece.text ? html`<p>${sentence(piece.text, language)}</p>` : ''}
      ${items(piece.items, language)}`;
    case 'names':
      return names(piece.names, piece.text[language], language);
    case 'counts':
      return counts(piece, language);
  }
}

function items(texts: readonly Text[], language: Language): Markup {
  return html`<ul class="many">
    ${texts.map((t) => html`<li>${sentence(t, language)}</li>`)}
  </ul>`;
}

function names(list: readonly string[], title: string, language: Language): Markup {
  const de = language === 'de';
  if (list.length === 0) return html`<p>${title}: ${de ? 'niemand' : 'nobody'}</p>`;
  const more = list.length - NAMES;
  const rest = more > 0 ? (de ? ` und ${more} weitere` : ` and ${more} more`) : '';
  return html`<p>
    ${title} (${list.length}):<br /><small>${list.slice(0, NAMES).join(', ')}${rest}</small>
  </p>`;
}

function counts(o: Extract<SummaryPiece, { kind: 'counts' }>, language: Language): Markup {
  const de = language === 'de';
  const sum = o.rows.reduce((total, { count }) => total + count, 0);
  return html`<table>
    <thead>
      <tr>
        <th>${sentence(o.text, language)}</th>
        <th class="n">${sentence(o.unit, language)}</th>
      </tr>
    </thead>
    <tbody>
      ${o.rows.map((row) => countRow(row, language))}
    </tbody>
    <tfoot>
      <tr>
        <td>${de ? 'Summe' : 'Total'}</td>
        <td class="n">${sum} ${de ? 'von' : 'of'} ${o.of}</td>
      </tr>
    </tfoot>
  </table>`;
}

function countRow({ text, count, because }: SummaryCount, language: Language): Markup {
  const why = because ? html`<span class="who">${sentence(because, language)}</span>` : '';
  return html`<tr>
    <td>${sentence(text, language)}${why}</td>
    <td class="n">${count}</td>
  </tr>`;
}
