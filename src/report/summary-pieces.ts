import type { Summary, SummaryCount, SummaryPiece } from '../core/summary.js';
import type { Text } from '../core/text.js';
import { html, sentence, type Markup, type Reader } from './markup.js';

/** Longest list of names on the page a customer keeps; the rest is counted. */
const NAMES = 200;

/** For a sequence that says nothing of its own. */
export const PLAIN: Summary = {
  done: { heading: { de: 'Was getan ist', en: 'What was done' }, pieces: [] },
  left: { heading: { de: 'Was nicht getan ist', en: 'What was not done' }, pieces: [] },
  further: [],
};

/** Lays out what a sequence says of itself. */
export function pieces(list: readonly SummaryPiece[], reader: Reader): Markup {
  return html`${list.map((piece) => layOut(piece, reader))}`;
}

function layOut(piece: SummaryPiece, reader: Reader): Markup {
  switch (piece.kind) {
    case 'text':
      return html`<p>${sentence(piece.text, reader)}</p>`;
    case 'list':
      return html`${piece.text ? html`<p>${sentence(piece.text, reader)}</p>` : ''}
      ${items(piece.items, reader)}`;
    case 'names':
      return names(piece.names, piece.text[reader.language], reader);
    case 'counts':
      return counts(piece, reader);
  }
}

function items(texts: readonly Text[], reader: Reader): Markup {
  return html`<ul class="many">
    ${texts.map((t) => html`<li>${sentence(t, reader)}</li>`)}
  </ul>`;
}

function names(list: readonly string[], title: string, { pick }: Reader): Markup {
  if (list.length === 0) return html`<p>${title}: ${pick('niemand', 'nobody')}</p>`;
  const more = list.length - NAMES;
  const rest = more > 0 ? pick(` und ${more} weitere`, ` and ${more} more`) : '';
  return html`<p>
    ${title} (${list.length}):<br /><small>${list.slice(0, NAMES).join(', ')}${rest}</small>
  </p>`;
}

function counts(o: Extract<SummaryPiece, { kind: 'counts' }>, reader: Reader): Markup {
  const { pick } = reader;
  const sum = o.rows.reduce((total, { count }) => total + count, 0);
  return html`<table>
    <thead>
      <tr>
        <th>${sentence(o.text, reader)}</th>
        <th class="n">${sentence(o.unit, reader)}</th>
      </tr>
    </thead>
    <tbody>
      ${o.rows.map((row) => countRow(row, reader))}
    </tbody>
    <tfoot>
      <tr>
        <td>${pick('Summe', 'Total')}</td>
        <td class="n">${sum} ${pick('von', 'of')} ${o.of}</td>
      </tr>
    </tfoot>
  </table>`;
}

function countRow({ text, count, because }: SummaryCount, reader: Reader): Markup {
  const why = because ? html`<span class="who">${sentence(because, reader)}</span>` : '';
  return html`<tr>
    <td>${sentence(text, reader)}${why}</td>
    <td class="n">${count}</td>
  </tr>`;
}
