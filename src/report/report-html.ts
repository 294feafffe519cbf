import type { Language } from '../core/text.js';
import { detailPages } from './detail-pages.js';
import { firstPage } from './first-page.js';
import { html, Markup, readerOf } from './markup.js';
import type { ReportModel } from './report-model.js';
import { STYLE } from './report-style.js';

/**
 * One file that needs nothing else: no script, no font, no picture from anywhere.
 * @param zone of all times in it, IANA
 */
export function reportHtml(model: ReportModel, language: Language, zone: string): string {
  const reader = readerOf(language, zone);
  const title = language === 'de' ? 'Bericht' : 'Report';
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}: ${model.run.customer}</title>
        <style>
          ${new Markup(STYLE)}
        </style>
      </head>
      <body>
        <main>${firstPage(model, reader)} ${detailPages(model, reader)}</main>
      </body>
    </html> `.html;
}
