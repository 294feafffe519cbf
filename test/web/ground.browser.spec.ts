import type { Page } from 'playwright-core';
import { findings } from './axe.js';
import { closeBrowser, openPage } from './browser.js';
import { ownerOf, PASSWORD, send } from './people.js';
import { Served } from './served.js';

const served = new Served();
let page: Page;
let run = '';

beforeAll(async () => {
  await served.start();
  page = await ownerOf(served);
  run = (
    await send<{ id: string }>(page, '/api/projects', { customer: 'Muster GmbH', kind: 'drill' })
  ).id;
});
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

describe('the pages', () => {
  it('let somebody in by name and password and show the page that was asked for', async () => {
    const other = await openPage();
    await other.goto(`${served.address}/runs/${run}`);
    await other.getByLabel('Name').fill('anna berg');
    await other.getByLabel('Kennwort').fill(PASSWORD);
    await other.getByRole('button', { name: 'Anmelden und weiter' }).click();
    await other.getByRole('heading', { level: 1, name: 'Muster GmbH' }).waitFor();
    expect(other.url()).toBe(`${served.address}/runs/${run}`);
  });

  it('say what was wrong with a sign-in, with the number to quote', async () => {
    const other = await openPage();
    await other.goto(`${served.address}/sign-in`);
    await other.getByLabel('Name').fill('Anna Berg');
    await other.getByLabel('Kennwort').fill('falsch, aber lang genug');
    await other.getByRole('button', { name: 'Anmelden und weiter' }).click();
    const notice = other.getByRole('alert');
    await notice.waitFor();
    expect(await notice.textContent()).toMatch(/sign-in\.failed [0-9a-f-]{36}/);
    expect(await findings(other)).toEqual([]);
  });

  it('follow what others do without being asked', async () => {
    await page.goto(`${served.address}/runs/${run}`);
    const row = page.getByRole('listitem').filter({ hasText: 'R-101' });
    await row.getByText('bereit').waitFor();
    await send(page, `/api/runs/${run}/steps/R-101/waive`, { reason: 'Übung' });
    await row.getByText('bereit').waitFor({ state: 'detached' });
  });

  it('run without a breach of their content security policy', async () => {
    const breaches: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') breaches.push(message.text());
    });
    await page.goto(served.address);
    await page.getByRole('link', { name: 'Muster GmbH' }).click();
    await page.getByRole('heading', { level: 1, name: 'Muster GmbH' }).waitFor();
    await page.getByTestId('person-menu').click();
    await page.keyboard.press('Escape');
    expect(breaches).toEqual([]);
  });

  it('hold to WCAG 2.2 AA in both languages, themes and widths', async () => {
    await page.goto(served.address);
    await page.getByRole('link', { name: 'Muster GmbH' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.goto(`${served.address}/runs/${run}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.goto(`${served.address}/nowhere`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await findings(page)).toEqual([]);
  });
});

describe('letters as shortcuts', () => {
  it('do nothing once somebody switched them off in this browser, and act when they are on again', async () => {
    await page.goto(`${served.address}/runs/${run}`);
    await page.getByRole('heading', { level: 1, name: 'Muster GmbH' }).waitFor();
    await page.keyboard.press('Shift+?');
    const keys = page.getByRole('dialog', { name: 'Tastenkürzel' });
    await keys.getByText('Einzelne Tasten wirken').click();
    await page.keyboard.press('Escape');
    await keys.waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('.steps a').first().waitFor();
    for (const key of ['j', 'g', 'p', 'Shift+?']) await page.keyboard.press(key);
    expect(await page.evaluate('document.activeElement.matches(".steps a")')).toBe(false);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Suchen' }).waitFor(); // the help would lie in its place
    expect(page.url()).toBe(`${served.address}/runs/${run}`);
    await page.keyboard.press('Escape');
    await page.getByTestId('person-menu').click();
    await page.getByRole('menuitem', { name: 'Tastenkürzel' }).click();
    await keys.getByText('Einzelne Tasten wirken').click();
    await page.keyboard.press('Escape');
    await keys.waitFor({ state: 'detached' });
    await page.keyboard.press('j');
    await page.locator('.steps a:focus').waitFor();
  });
});

describe('a vendor label', () => {
  it('lies in the clipboard after a press, and that is told to those who do not see it', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`${served.address}/runs/${run}/steps/R-302`);
    const label = page.locator('.vendor').first();
    const text = (await label.textContent()) ?? '';
    await label.click();
    await page.getByRole('status').getByText(`„${text}“ ist kopiert`).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(text);
  });
});

describe('a part of the pages that an update of the server took away', () => {
  it('comes when the page is loaded anew, as its notice offers', async () => {
    await page.goto(`${served.address}/runs/${run}`);
    await page.route('**/assets/audit-page*.js', (route) => route.fulfill({ status: 404 }));
    await page.getByRole('link', { name: 'Protokoll', exact: true }).click();
    await page.getByRole('alert').waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.getByRole('button', { name: 'Seite neu laden' }).click();
    await page.getByRole('heading', { level: 1, name: 'Protokoll' }).waitFor();
  });
});

it('what has the focus never lies below the bar at the top, nor below the words that the line is gone', async () => {
  await page.setViewportSize({ width: 800, height: 420 });
  await page.goto(`${served.address}/runs/${run}`);
  const links = page.locator('.parts a');
  await links.nth(3).focus();
  await page.evaluate(
    `scrollTo(0, scrollY + document.querySelectorAll('.parts a')[2].getBoundingClientRect().top - 8)`,
  );
  await page.keyboard.press('Shift+Tab');
  const top = (await links.nth(2).boundingBox())?.y ?? 0;
  expect(top).toBeGreaterThanOrEqual((await page.locator('.bar').boundingBox())?.height ?? 0);
  await page.context().setOffline(true);
  const lost = page.locator('.connection[data-lost]');
  await lost.waitFor();
  await page.evaluate(
    `scrollTo(0, scrollY + document.querySelectorAll('.parts a')[3].getBoundingClientRect().bottom - innerHeight + 8)`,
  );
  await page.keyboard.press('Tab');
  const { y = 0, height = 0 } = (await links.nth(3).boundingBox()) ?? {};
  expect(y + height).toBeLessThanOrEqual((await lost.boundingBox())?.y ?? 0);
  await page.context().setOffline(false);
  await page.setViewportSize({ width: 1366, height: 768 });
});

describe('signing out', () => {
  const leave = async (): Promise<void> => {
    await page.getByTestId('person-menu').click();
    await page.getByRole('menuitem', { name: 'Abmelden' }).click();
  };

  it('without a line says that somebody is still signed in, and is done when the line is back', async () => {
    await page.goto(`${served.address}/runs/${run}`);
    await page.locator('.checklist').waitFor();
    await page.route('**/api/session', (route) => route.abort());
    await leave();
    const still = page.getByRole('alertdialog', { name: 'Sie sind noch angemeldet' });
    await still.waitFor();
    expect((await page.request.get(`${served.address}/api/session`)).status()).toBe(200);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await still.getByRole('button', { name: 'Noch einmal versuchen' }).click();
    await page.waitForURL(`${served.address}/sign-in`);
    await still.waitFor({ state: 'detached' });
    expect((await page.request.get(`${served.address}/api/session`)).status()).toBe(401);
  });
});
