import pdfmake from 'pdfmake';
import { oneLine } from '../core/shown-text.js';
import type { Language } from '../core/text.js';
import { onPaper } from './on-paper.js';
import { FONTS, isFont, STYLES } from './paper-style.js';
import { reportHtml } from './report-html.js';
import type { ReportModel } from './report-model.js';

const MARGIN = 45;
const NAME = 70;

/**
 * The page of the report laid out on A4, with its fonts inside: whatever the page says, the file says. The same run gives the
 * same bytes. Nothing is read from elsewhere.
 */
export async function reportPdf(model: ReportModel, language: Language): Promise<Buffer> {
  const pick = (de: string, en: string) => (language === 'de' ? de : en);
  const customer = oneLine(model.run.customer);
  const title = `${pick('Bericht', 'Report')}: ${customer}`;
  pdfmake.setFonts(FONTS);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(isFont);
  const document = pdfmake.createPdf({
    pageSize: 'A4',
    pageMargins: [MARGIN, MARGIN, MARGIN, MARGIN + 10],
    language,
    displayTitle: true,
    info: {
      title,
      creator: 'Umstieg',
      producer: 'Umstieg',
      creationDate: new Date(model.run.asOf),
    },
    defaultStyle: { font: 'Text', fontSize: 9.5, lineHeight: 1.2 },
    styles: STYLES,
    content: onPaper(reportHtml(model, language)),
    footer: (page, pages) => ({
      margin: [MARGIN, 12, MARGIN, 0],
      columns: [
        { text: `Umstieg · ${customer.slice(0, NAME)} · ${model.run.id}`, style: 'small' },
        {
          text: pick(`Seite ${page} von ${pages}`, `Page ${page} of ${pages}`),
          ...{ style: 'small', alignment: 'right', width: 80 },
        },
      ],
    }),
    // a heading alone at the foot of a page goes to the next one
    pageBreakBefore: ({ headlineLevel }, nodes) =>
      headlineLevel !== undefined && nodes.getFollowingNodesOnPage().length === 0,
  });
  return document.getBuffer();
}
