import { parentPort, workerData } from 'node:worker_threads';
import pdfmake from 'pdfmake';

// Lays one document out, on a thread of its own: it is work for seconds, and a server answers others meanwhile.
const { content, styles, fonts, fontFolder, info, language, margin, footer, colors } = workerData;

/** Below this share of a page there is no room for a heading, the head of a table and a row. */
const FOOT = 0.88;

pdfmake.setFonts(fonts);
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => path.startsWith(fontFolder));
pdfmake.addTableLayouts({
  // a hairline below each row
  rows: {
    hLineWidth: (line) => (line === 0 ? 0 : 0.5),
    vLineWidth: () => 0,
    hLineColor: () => colors.line,
    paddingLeft: () => 0,
    paddingRight: () => 8,
    paddingTop: () => 3,
    paddingBottom: () => 3,
  },
  // a frame around what belongs together
  frame: {
    hLineWidth: () => 0.75,
    vLineWidth: () => 0.75,
    hLineColor: () => colors.accent,
    vLineColor: () => colors.accent,
    paddingLeft: () => 10,
    paddingRight: () => 10,
    paddingTop: () => 6,
    paddingBottom: () => 6,
  },
});

const document = pdfmake.createPdf({
  pageSize: 'A4',
  pageMargins: [margin, margin, margin, margin + 10],
  language,
  displayTitle: true,
  info,
  defaultStyle: { font: 'Text', fontSize: 9.5, lineHeight: 1.2 },
  styles,
  content,
  footer: (page, pages) => ({
    margin: [margin, 12, margin, 0],
    columns: [
      { text: footer.text, style: 'small' },
      {
        text: footer.page.replace('{page}', page).replace('{pages}', pages),
        ...{ style: 'small', alignment: 'right', width: 80 },
      },
    ],
  }),
  // a heading at the foot of a page goes to the next one, with what it is about
  pageBreakBefore: ({ headlineLevel, startPosition }, nodes) =>
    headlineLevel > 1 &&
    (startPosition.verticalRatio > FOOT || nodes.getFollowingNodesOnPage().length === 0),
});
parentPort.postMessage(await document.getBuffer());
