import type { Page } from 'playwright-core';
import { readPdf } from '../../src/steps/evidence/read-pdf.js';
import { ReadingThread } from '../../src/steps/evidence/reading-thread.js';
import { closeBrowser } from './browser.js';
import { ownerOf } from './people.js';
import { playedUntil } from './practice.js';
import { Served } from './served.js';

const served = new Served();
let page: Page;
let run = '';

beforeAll(async () => {
  ({ run } = await playedUntil(served));
  await served.start();
  page = await ownerOf(served);
}, 120_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

async function onPaper(path: string, shows: string): Promise<readonly string[]> {
  await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
  await page.goto(`${served.address}/runs/${run}${path}`);
  await page.locator(shows).first().waitFor();
  for (const frame of page.frames()) await frame.locator('h1').first().waitFor();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const bytes = await page.pdf({ preferCSSPageSize: true });
  const read = await readPdf(new Uint8Array(bytes), new ReadingThread());
  if (typeof read === 'string') throw new Error(read);
  return read.map((lines) => lines.join(' '));
}

describe('on paper', () => {
  it.each([
    ['', '.steps'],
    ['/map', '.map-node'],
    ['/audit', '.entries, h2'],
    ['/steps/R-405', '.verdict'],
  ])('runs/RUN%s is dark on white and has nothing to press', async (path, shows) => {
    await onPaper(path, shows);
    const scheme = await page.evaluate<string>(
      'getComputedStyle(document.documentElement).colorScheme',
    );
    expect(scheme).toBe('light');
    expect(
      await page.locator('.bar, button.button, a.button').filter({ visible: true }).count(),
    ).toBe(0);
  });

  it('the map is one sheet', async () => {
    expect(await onPaper('/map', '.map-node')).toHaveLength(1);
  });

  it('the page of the report is the report, from its first line to its last', async () => {
    const pages = await onPaper('/report', 'iframe');
    const report = page.frameLocator('iframe');
    const heading = await report.locator('h1').innerText();
    expect(pages[0]).toContain(heading);
    const rows = await report.locator('tr').filter({ hasText: 'R-1008' }).count();
    expect(rows).toBeGreaterThan(0);
    expect(pages.at(-1)).toContain('R-1008');
  });
});

it('the characters that differ can be read where the printer leaves backgrounds out', async () => {
  await onPaper('/steps/R-405', '.verdict');
  const colors = await page.evaluate<string[]>(`(() => {
    document.querySelector('.verdict').insertAdjacentHTML(
      'beforeend', '<dl class="difference"><div><dt>x</dt><dd><mark>y</mark></dd></div></dl>');
    const { color, backgroundColor } = getComputedStyle(document.querySelector('.difference mark'));
    return [color, getComputedStyle(document.body).color, backgroundColor];
  })()`);
  expect(colors).toEqual([colors[1], colors[1], 'rgba(0, 0, 0, 0)']);
});
