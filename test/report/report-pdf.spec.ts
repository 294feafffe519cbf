import { getDocumentProxy } from 'unpdf';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
import { reportHtml } from '../../src/report/report-html.js';
import { PdfTurns, reportPdf } from '../../src/report/report-pdf.js';
import type { ReportModel } from '../../src/report/report-model.js';
import { readPdf } from '../../src/steps/evidence/read-pdf.js';
import { ReadingThread } from '../../src/steps/evidence/reading-thread.js';
import { model, namesOf, step, ZONE } from './model.js';

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
  const pages = await readPdf(await reportPdf(report, language, ZONE), thread);
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
      const missing = wordsOf(reportHtml(report, language, ZONE)).filter(
        (word) => !text.includes(word),
      );
      expect(missing).toEqual([]);
    }
  });

  it('keeps the last hash in one piece on its first page, and counts its pages', async () => {
    const pages = await pagesOf(model());
    expect(pages[0]).toContain('a'.repeat(64));
    expect(pages[0]).toContain('b'.repeat(64));
    expect(pages.map((page) => /Seite \d+ von \d+/.exec(page)?.[0])).toEqual(
      pages.map((_, n) => `Seite ${n + 1} von ${pages.length}`),
    );
    expect(pages.filter((page) => !page.includes('r-1 · Europe/Berlin'))).toEqual([]);
  });

  it('repeats the head of a table on every page it goes on, and loses none of its rows', async () => {
    const details = await pagesOf(model({ steps: many }));
    expect(details.length).toBeGreaterThan(4);
    const last = details.slice(2);
    expect(
      last.filter((page) => !/Nr\.[\s\S]*Wer und wann[\s\S]*Status und Prüfung/.test(page)),
    ).toEqual([]);
    const ids = new Set(details.join('\n').match(/R-\d{3}/g));
    expect(ids.size).toBe(many.length);
  });
});

describe('the pages of the PDF', () => {
  it('keeps each step on one page, but for one that may be higher than a page', async () => {
    const long = { de: 'Weicht ab und wird hier lang erklärt. '.repeat(90), en: 'Differs.' };
    const three = (n: number) => ({ code: `${n}`, text: { de: `Grund ${n} E${n}E`, en: '' } });
    const steps = many
      .slice(0, 60)
      .map((one) => ({ ...one, reasons: [three(1), three(2), three(3)] }));
    const pages = await pagesOf(model({ steps }));
    const ofStep = (page: string) => page.match(/E1E|E3E/g) ?? [];
    expect(pages.filter((page) => ofStep(page).length % 2 === 1)).toEqual([]);
    const high = step({ reasons: Array.from({ length: 2 }, () => ({ code: 'x', text: long })) });
    const text = (await pagesOf(model({ steps: [high] }))).join(' ').replace(/\s+/g, '');
    expect(text.match(/erklärt/g)).toHaveLength(180);
  });

  it('leaves no heading at the foot of a page without what it is about', async () => {
    for (const before of [90, 110, 130]) {
      const names = namesOf(...Array.from({ length: before }, () => 'anna@muster.example'));
      const { summary } = model();
      const done = { ...summary.done, pieces: [names] };
      const pages = await pagesOf(model({ summary: { ...summary, done } }));
      const ends = pages.map((page) =>
        page
          .split('\n')
          .filter((l) => !/Seite \d|r-1 ·/.test(l))
          .at(-1),
      );
      expect(
        ends.filter((l = '') => /^(Was|Zu tun|Nachweis|Alle|Warnungen|Anhang)/.test(l)),
      ).toEqual([]);
    }
  });

  it('breaks what is longer than its column instead of running over the edge', async () => {
    const long = `${'sehr'.repeat(60)}@muster.example`;
    const report = model({ steps: [step({ doneBy: long })] });
    const pdf = await open(await reportPdf(report, 'de', ZONE));
    const pages = Array.from({ length: pdf.numPages }, (_, n) => pdf.getPage(n + 1));
    const contents = await Promise.all((await Promise.all(pages)).map((p) => p.getTextContent()));
    const items = contents.flatMap((one) => one.items);
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
      ZONE,
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
    expect(
      (await reportPdf(model(), 'de', ZONE)).equals(await reportPdf(model(), 'de', ZONE)),
    ).toBe(true);
  });
});

describe('laying a report out', () => {
  it('leaves the thread that serves free for others', async () => {
    let turns = 0;
    const others = setInterval(() => turns++, 5);
    await reportPdf(model(), 'de', ZONE);
    clearInterval(others);
    expect(turns).toBeGreaterThan(20);
  });

  it('is refused when many wait already, and goes on when one is through', async () => {
    const turns = new PdfTurns(0);
    const first = reportPdf(model(), 'de', ZONE, turns);
    await expect(reportPdf(model(), 'de', ZONE, turns)).rejects.toMatchObject({
      code: 'server.busy',
    });
    await first;
    expect((await reportPdf(model(), 'de', ZONE, turns)).length).toBeGreaterThan(1_000);
  });
});
