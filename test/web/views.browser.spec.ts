import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { readPdf } from '../../src/steps/evidence/read-pdf.js';
import { ReadingThread } from '../../src/steps/evidence/reading-thread.js';
import { closeBrowser } from './browser.js';
import { ownerOf, send } from './people.js';
import { Served } from './served.js';

const served = new Served();
let page: Page;
let run = '';
const complaints: string[] = [];

beforeAll(async () => {
  await served.start();
  page = await ownerOf(served);
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  run = (
    await send<{ id: string }>(page, '/api/projects', { customer: 'Muster GmbH', kind: 'drill' })
  ).id;
});
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

const open = async (path: string, heading: string) => {
  await page.goto(served.address + path);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
};

describe('the map', () => {
  it('shows where the project stands, goes on by arrow keys and opens a step by Enter', async () => {
    await open(`/runs/${run}/map`, 'Karte');
    const live = page.locator('a.map-node[aria-current=step]').first();
    await live.waitFor();
    await live.focus();
    const from = await live.getAttribute('id');
    await page.keyboard.press('ArrowDown');
    const focused = page.locator('.map-node:focus');
    expect(await focused.getAttribute('id')).not.toBe(from);
    await live.focus();
    const to = await live.getAttribute('href');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${served.address}${to ?? ''}`);
  });

  it('is laid out once in a browser: opened again it asks for nothing that lays out', async () => {
    await open(`/runs/${run}/map`, 'Karte');
    await page.locator('.map-node').first().waitFor();
    await page.route('**/elk-worker*', (route) => route.abort());
    await page.reload();
    await page.locator('a.map-node[aria-current=step]').first().waitFor();
    await page.evaluate(`localStorage.setItem('umstieg.map-lanes', '[["{}", 7], 1]')`);
    await page.unroute('**/elk-worker*');
    await page.reload();
    await page.locator('a.map-node[aria-current=step]').first().waitFor();
  });

  it('opens a step in a tab of its own by Ctrl and a click', async () => {
    await open(`/runs/${run}/map`, 'Karte');
    const live = page.locator('a.map-node[aria-current=step]').first();
    // whether a tab opens is the browser's own act, which a headless one does not always show: the page must let it
    await page.evaluate(() => {
      const left = (event: MouseEvent) =>
        (document.documentElement.dataset.left = String(!event.defaultPrevented));
      window.addEventListener('click', left);
    });
    await live.click({ modifiers: ['ControlOrMeta'] });
    await page.waitForFunction(() => document.documentElement.dataset.left === 'true');
    expect(await live.getAttribute('href')).toContain(`/runs/${run}/`);
    expect(page.url()).toBe(`${served.address}/runs/${run}/map`);
  });

  it('draws the line behind which there is no way back', async () => {
    await open(`/runs/${run}/map`, 'Karte');
    await page.locator('.map-no-return-word').waitFor();
    expect(await page.locator('.map-no-return-word').textContent()).toContain('kein Zurück');
  });

  it('has a size that buttons change, and a list that says the same in words', async () => {
    await open(`/runs/${run}/map`, 'Karte');
    await page.locator('.map-node').first().waitFor();
    await page.getByRole('button', { name: 'Vergrößern' }).click();
    await page.getByText('125 %').waitFor();
    await page.getByRole('radio', { name: 'Liste' }).click();
    const entries = page.locator('.map-list li');
    expect(await entries.filter({ hasText: 'hier steht das Projekt' }).count()).toBeGreaterThan(0);
    expect(await entries.filter({ hasText: 'kein Zurück' }).count()).toBeGreaterThan(0);
  });
});

describe('the report', () => {
  it('is downloaded as a PDF that names the hash the page shows', async () => {
    await open(`/runs/${run}/report`, 'Bericht');
    const hash = await page.locator('.report-hash code').innerText();
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Als PDF herunterladen' }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe(`bericht-${run}.pdf`);
    const pages = await readPdf(await readFile(await download.path()), new ReadingThread());
    expect(pages[0]).toEqual(expect.arrayContaining(['Muster GmbH', hash]));
  });

  it('says that the PDF is being made, moves nothing, and is made once however often it is asked for', async () => {
    let asked = 0;
    let answer = () => {};
    const held = new Promise<void>((go) => (answer = go));
    await page.route('**/report.pdf*', async (route) => {
      asked++;
      await held;
      await route.continue();
    });
    await open(`/runs/${run}/report`, 'Bericht');
    const button = page.locator('.toolbar .button.primary');
    const place = await button.boundingBox();
    await button.click();
    const working = page.getByRole('button', { name: 'PDF wird erstellt' });
    await working.getByRole('progressbar').waitFor();
    expect(await button.boundingBox()).toEqual(place);
    await working.click({ force: true }); // as a person does who sees no word of waiting
    const coming = page.waitForEvent('download');
    answer();
    await coming;
    await page.getByRole('button', { name: 'Als PDF herunterladen' }).waitFor();
    expect(asked).toBe(1);
    await page.unroute('**/report.pdf*');
  });

  it('says why there is no PDF, beside the button', async () => {
    await page.route('**/report.pdf*', (route) => route.abort());
    await open(`/runs/${run}/report`, 'Bericht');
    await page.getByRole('button', { name: 'Als PDF herunterladen' }).click();
    await page.locator('.notice.problem').getByText('Der Server antwortet nicht').waitFor();
    await page.unroute('**/report.pdf*');
  });
});

describe('the versions of the sequence', () => {
  it('say which one new runs get and what a move would do', async () => {
    await open('/definitions', 'Ablaufversionen');
    await page.getByText('gilt für neue Läufe').waitFor();
    await page.getByText('Bleibt, wie er ist').waitFor();
  });

  it('offer no way back for a run that never moved', async () => {
    await open('/definitions', 'Ablaufversionen');
    await page.getByText('Bleibt, wie er ist').waitFor();
    const back = page.getByRole('button', { name: 'Letzten Wechsel zurücknehmen' });
    expect(await back.count()).toBe(0);
  });
});

describe('the settings', () => {
  it('let a person in by a link that is shown once, and withdraw it', async () => {
    await open('/settings', 'Einstellungen');
    await page.getByRole('button', { name: 'Person einladen' }).click();
    await page.getByLabel('Name').fill('Karl Ott');
    await page.getByRole('button', { name: 'Gilt für' }).click();
    await page.getByRole('option', { name: 'alle Projekte dieser Installation' }).click();
    await page.getByRole('button', { name: 'Link erzeugen' }).click();
    await page.getByText(`${served.address}/invitation#`).waitFor();
    await page.getByRole('button', { name: 'Einladung für Karl Ott zurückziehen' }).click();
    await page.getByText('Offene Einladungen').waitFor({ state: 'detached' });
  });

  it('show the own session and that the server is well', async () => {
    await open('/settings', 'Einstellungen');
    await page.getByText('diese hier').waitFor();
    await page.getByText('Server und Datenbank antworten').waitFor();
    await page.getByText(/^Umstieg \d+\.\d+\.\d+$/).waitFor();
  });
});

describe('all of them', () => {
  it('run without a breach of their content security policy', () => {
    expect(complaints.filter((text) => text.includes('Content Security'))).toEqual([]);
  });
});
