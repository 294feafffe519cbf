import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { findings } from './axe.js';
import { closeBrowser } from './browser.js';
import { withComparison } from './compared.js';
import { ownerOf, send } from './people.js';
import { Served } from './served.js';

const MANY = 100_000;
/** Rows that are odd on purpose, by their place in the list of V4. */
const ODD: Readonly<Record<number, string>> = {
  1: `${'sehr-langer-name-'.repeat(12)}@muster.example,Lang,Lang`,
  2: 'um\u202Egnp.exe@muster.example,Um,Kehr',
  3: ',Ohne,Adresse',
  4: 'user4\u00A0@muster.example,Anna,Berg4',
  5: 'User5@muster.example,Anna,Berg5',
  6: 'user7@muster.example,Anna,Berg7',
};
const plain = (i: number) => `user${i}@muster.example,Anna,Berg${i}`;

const served = new Served();
let page: Page;
let big = '';

beforeAll(async () => {
  const connect = Array.from({ length: MANY }, (_none, i) => plain(i));
  const v4 = connect.map((line, i) => ODD[i] ?? line);
  big = await withComparison(served.folder, v4, connect.slice(0, MANY - 10));
  await served.start();
  page = await ownerOf(served);
}, 180_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

const rows = () => page.locator('[role=grid] .rows-body [role=row]');
const rowAt = (index: number) => page.locator(`[role=row][aria-rowindex="${index}"]`);
const details = () => page.getByRole('complementary', { name: 'Einzelheiten' });
const total = (words: string) => page.getByRole('radio', { name: words });
const count = async () => Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;

async function open(run: string, search = ''): Promise<void> {
  await page.goto(`${served.address}/runs/${run}/matching${search}`);
  await page.getByRole('heading', { level: 1, name: 'Abgleich' }).waitFor();
  await rows().first().getByText('@').first().waitFor();
}

describe('a list of 100,000 rows', () => {
  it('is walked by keys to its last row and back, with few rows in the document', async () => {
    await open(big);
    expect(await count()).toBe(MANY);
    await rowAt(2).focus();
    await page.keyboard.press('End');
    await rowAt(MANY + 1)
      .getByText('user99999@muster.example')
      .waitFor();
    await rowAt(MANY + 1)
      .and(page.locator(':focus'))
      .waitFor();
    expect(await rows().count()).toBeLessThan(60);
    await page.keyboard.press('PageUp');
    await page.keyboard.press('ArrowUp');
    const focused = Number(await page.locator('[role=row]:focus').getAttribute('aria-rowindex'));
    expect(focused).toBeLessThan(MANY - 5);
    await page.keyboard.press('Home');
    await rowAt(2).getByText('user0@muster.example').first().waitFor();
    expect(await page.locator('[role=row]:focus').getAttribute('aria-rowindex')).toBe('2');
  });

  it('is scrolled anywhere, and the row with the focus stays in the document', async () => {
    await open(big);
    await rowAt(2).focus();
    await page.evaluate(`(() => {
      const body = document.querySelector('.rows-body');
      body.scrollTop = body.scrollHeight / 2;
    })()`);
    await page
      .getByRole('gridcell', { name: /^user5000\d@muster\.example$/ })
      .first()
      .waitFor();
    expect(await rows().count()).toBeLessThan(60);
    expect(await page.locator('[role=row]:focus').getAttribute('aria-rowindex')).toBe('2');
  });

  it('is asked for in windows, never as a whole', async () => {
    const asked: string[] = [];
    const hear = (request: { url: () => string }) => asked.push(request.url());
    page.on('request', hear);
    await open(big);
    await rowAt(2).focus();
    await page.keyboard.press('End');
    await rowAt(MANY + 1)
      .getByText('user99999@muster.example')
      .waitFor();
    page.off('request', hear);
    const windows = asked.filter((url) => url.includes('/matching?') && url.includes('offset='));
    expect(windows.length).toBeLessThan(8);
  });
});

describe('the totals', () => {
  it('close, and each number opens exactly its rows', async () => {
    await open(big);
    let sum = 0;
    for (const words of ['gleich', 'fast gleich', 'niemand gefunden', 'doppelt', 'ohne Adresse']) {
      const button = page.locator('.total', { has: page.getByText(words, { exact: true }) });
      const said = (await button.locator('.total-count').innerText()).replaceAll('.', '');
      await button.click();
      if (said === '0') await page.getByText('Keine Zeile passt').waitFor();
      else {
        await page.locator(`[role=grid][aria-rowcount="${Number(said) + 1}"]`).waitFor();
        expect(page.url()).toContain('outcome=');
      }
      sum += Number(said);
    }
    expect(sum).toBe(MANY);
    await page.goBack();
    await page.getByRole('grid').waitFor();
  });

  it('open who is in the target only', async () => {
    await open(big);
    await total('nur im Ziel').click();
    await page.getByText('zu denen keine Zeile aus V4 gehört').waitFor();
    expect(await count()).toBe(7);
  });

  it('go together with a search that letter case does not disturb', async () => {
    await open(big);
    await page.getByLabel('Adresse suchen').fill('USER99998');
    await page.locator('[role=grid][aria-rowcount="2"]').waitFor();
    await rowAt(2).getByText('user99998@muster.example').waitFor();
  });
});

const NEAR = '?outcome=blank,case,unicode,alias,other-domain,name-only';

describe('a near miss', () => {
  it('is explained character by character, also where nothing can be seen', async () => {
    await open(big, NEAR);
    await rowAt(2).click();
    const blank = details();
    await blank.getByText('geschütztes Leerzeichen U+00A0').waitFor();
    expect(await blank.locator('.places tbody td').first().innerText()).toBe('6');
    await rowAt(2).press('ArrowDown');
    await blank.getByText('U+0055').waitFor();
    expect(await rowAt(3).locator('mark').allInnerTexts()).toEqual(['U', 'u']);
  });

  it('names the new address for either side, and Escape leads back to its row', async () => {
    await open(big, NEAR);
    await rowAt(3).focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#matching-row:focus').count()).toBe(1);
    const mending = details().locator('.mending dd');
    expect(await mending.allInnerTexts()).toEqual(['User5@muster.example', 'user5@muster.example']);
    await page.keyboard.press('Escape');
    expect(await page.locator('[role=row]:focus').getAttribute('aria-rowindex')).toBe('3');
  });

  it('is mended by a sheet for the AD or one for V4', async () => {
    await open(big);
    for (const [name, column] of [
      ['Im AD ändern', 'Im Verzeichnis/Connect ändern auf'],
      ['In V4 ändern, neu exportieren', 'In V4 ändern auf (neu exportieren)'],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name }).click(),
      ]);
      const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
      expect(lines[0]).toContain(column);
      expect(lines.length - 1).toBe(17);
    }
  });
});

describe('what a list can hold', () => {
  it('shows signs that turn the writing around as signs, and a missing address as missing', async () => {
    await open(big);
    const turned = rowAt(4).locator('[data-column=source]');
    expect(await turned.innerText()).toBe('umgnp.exe@muster.example');
    await turned.getByRole('img', { name: 'Umkehr der Schreibrichtung U+202E' }).waitFor();
    expect(await rowAt(5).locator('[data-column=source]').innerText()).toBe('(leer)');
  });

  it('is shown in full beside the list, however long', async () => {
    await open(big);
    await rowAt(3).click();
    const shown = await details().locator('.both dd').first().innerText();
    expect(shown).toBe((ODD[1] ?? '').split(',')[0]);
  });
});

describe('the page', () => {
  it('is offered where something was compared, and says plainly where nothing was', async () => {
    await open(big);
    await page.getByRole('navigation').getByRole('link', { name: 'Abgleich' }).waitFor();
    const body = { customer: 'Neu AG', kind: 'drill' };
    const { id } = await send<{ id: string }>(page, '/api/projects', body);
    await page.goto(`${served.address}/runs/${id}/matching`);
    await page.getByText('Noch nichts abzugleichen').waitFor();
    expect(await page.getByRole('link', { name: 'Abgleich' }).count()).toBe(0);
    expect(await findings(page, { languages: ['de'], widths: [360] })).toEqual([]);
  });

  it('says what went wrong, and asks again', async () => {
    const broken = (url: URL) => url.searchParams.get('offset') === '0';
    await page.route(broken, (route) => route.fulfill({ status: 500, body: 'kaputt' }));
    await page.goto(`${served.address}/runs/${big}/matching`);
    const again = page.getByRole('button', { name: 'Noch einmal versuchen' });
    await again.waitFor();
    expect(await findings(page, { languages: ['de'], themes: ['light'] })).toEqual([]);
    await page.unroute(broken);
    await again.click();
    await rowAt(2).getByText('user0@muster.example').first().waitFor();
  });

  it('goes on with the rows that were asked for without a line once it is back', async () => {
    await open(big);
    await page.context().setOffline(true);
    await page.getByText('Keine Verbindung').waitFor();
    await rowAt(2).focus();
    await page.keyboard.press('End');
    await rowAt(MANY + 1)
      .and(page.locator('[aria-busy=true]'))
      .waitFor();
    await page.context().setOffline(false);
    await rowAt(MANY + 1)
      .getByText('user99999@muster.example')
      .waitFor();
  });

  it('holds to WCAG 2.2 AA in both languages, themes and widths', async () => {
    await open(big, NEAR);
    await rowAt(2).click();
    await details().getByText('U+00A0').waitFor();
    expect(await findings(page)).toEqual([]);
  });
});
