import { getDocumentProxy } from 'unpdf';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
import { reportHtml } from '../../src/report/report-html.js';
import { PdfTurns, reportPdf } from '../../src/report/report-pdf.js';
import type { ReportModel } from '../../src/report/report-model.js';
import { readPdf } from '../../src/steps/evidence/read-pdf.js';
import { ReadingThread } from '../../src/steps/evidence/reading-thread.js';
import { model, namesOf, step } from './model.js';

const thread = new ReadingThread();
const opened: Pdf[] = [];
afterAll(async () => {
  await Promise.all(opened.map((pdf) => pdf.loadingTask.destroy()));
});

/** What a reader of PDF finds; closed when the tests are over, since an open one keeps its worker. */
async function open(bytes: Uint8Array): Promise<Pdf> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  opened.push(pdf);
  return pdf;
}

/** Pages as the reader of evidence sees them. */
async function pagesOf(report: ReportModel, language: 'de' | 'en' = 'de'): Promise<string[]> {
  const pages = await readPdf(await reportPdf(report, language), thread);
  if (typeof pages === 'string') throw new Error(pages);
  return pages.map((lines) => lines.join('\n'));
}

/** Words of the page; what may be broken at the end of a line is cut there. */
function wordsOf(html: string): string[] {
  const [, main = ''] = html.split('<main>');
  const text = main
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39);/g, ' ')
    .replaceAll('⇥', ' ');
  return text.split(/[\s/–-]+/u).filter((word) => word.length > 1 && word.length < 28);
}

const many = Array.from({ length: 120 }, (_, n) =>
  step({
    id: `R-${String(100 + n)}`,
    title: { de: `Prüfung der Größe ${n} in „Übersicht“`, en: `Check of size ${n}` },
    status: n % 2 ? 'done' : 'outdated',
    reason: 'Straße gesperrt',
    verdict: 'contradicts',
    reasons: [
      { code: 'x', text: { de: 'Weicht ab', en: 'Differs' }, claimed: '00:1A', known: '00:1B' },
    ],
  }),
);

describe('the report as a PDF', () => {
  it('says what the page says, in German and in English', async () => {
    for (const language of ['de', 'en'] as const) {
      const report = model({ steps: many });
      const text = (await pagesOf(report, language)).join('\n').replace(/\s+/g, '');
      const missing = wordsOf(reportHtml(report, language)).filter((word) => !text.includes(word));
      expect(missing).toEqual([]);
    }
  });

  it('keeps the last hash in one piece on its first page, and counts its pages', async () => {
    const pages = await pagesOf(model());
    expect(pages).toHaveLength(2);
    expect(pages[0]).toContain('a'.repeat(64));
    expect(pages[0]).toContain('b'.repeat(64));
    expect(pages.map((page) => /Seite \d+ von \d+/.exec(page)?.[0])).toEqual([
      'Seite 1 von 2',
      'Seite 2 von 2',
    ]);
  });

  it('repeats the head of a table on every page it goes on, and loses none of its rows', async () => {
    const [, ...details] = await pagesOf(model({ steps: many }));
    expect(details.length).toBeGreaterThan(4);
    const last = details.slice(1);
    expect(last.filter((page) => !/Nr\.[\s\S]*Status[\s\S]*Prüfung/.test(page))).toEqual([]);
    const ids = new Set(details.join('\n').match(/R-\d{3}/g));
    expect(ids.size).toBe(many.length);
  });

  it('breaks what is longer than its column instead of running over the edge', async () => {
    const long = `${'sehr'.repeat(60)}@muster.example`;
    const report = model({ steps: [step({ doneBy: long })] });
    const pdf = await open(await reportPdf(report, 'de'));
    const { items } = await (await pdf.getPage(2)).getTextContent();
    const ends = items.flatMap((item) =>
      'transform' in item ? [Number(item.transform[4]) + item.width] : [],
    );
    expect(Math.max(...ends)).toBeLessThan(595 - 40);
    const text = items.map((item) => ('str' in item ? item.str : '')).join('');
    expect(text.replace(/\s+/g, '')).toContain('sehr'.repeat(60));
  });
});

describe('the file of the report', () => {
  it('names its language and its title to readers, and carries its own fonts', async () => {
    const bytes = await reportPdf(
      model({ run: { ...model().run, customer: 'Öl & <Söhne>' } }),
      'en',
    );
    const pdf = await open(bytes);
    const { info } = await pdf.getMetadata();
    expect(info).toMatchObject({ Title: 'Report: Öl & <Söhne>', Language: 'en' });
    expect(bytes.toString('latin1')).toMatch(/\/FontFile2/);
  });

  it('shows what people typed as text', async () => {
    const evil = '<img src=x> {text} \u202e→✓ Łódź';
    const report = model({
      run: { ...model().run, customer: evil },
      summary: {
        ...model().summary,
        further: [{ heading: { de: 'X', en: 'X' }, pieces: [namesOf(evil)] }],
      },
    });
    const [first = ''] = await pagesOf(report);
    expect(first).toContain('<img src=x> {text}');
    expect(first).toContain('→✓ Łódź');
    expect(first).not.toContain('\u202e');
  });

  it('is the same file for the same run, so that its SHA-256 can be noted', async () => {
    expect((await reportPdf(model(), 'de')).equals(await reportPdf(model(), 'de'))).toBe(true);
  });
});

describe('laying a report out', () => {
  it('leaves the thread that serves free for others', async () => {
    let turns = 0;
    const others = setInterval(() => turns++, 5);
    await reportPdf(model(), 'de');
    clearInterval(others);
    expect(turns).toBeGreaterThan(20);
  });

  it('is refused when many wait already, and goes on when one is through', async () => {
    const turns = new PdfTurns(0);
    const first = reportPdf(model(), 'de', turns);
    await expect(reportPdf(model(), 'de', turns)).rejects.toMatchObject({ code: 'server.busy' });
    await first;
    expect((await reportPdf(model(), 'de', turns)).length).toBeGreaterThan(1_000);
  });
});
