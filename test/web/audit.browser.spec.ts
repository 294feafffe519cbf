import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { verifyBundle } from '../../src/audit/bundle-verify.js';
import { databaseIn, RawFile, WITHOUT_GUARDS } from '../persistence/raw-file.js';
import { findings } from './axe.js';
import { closeBrowser } from './browser.js';
import { invited } from './people-of-drill.js';
import { ownerOf, PASSWORD, send } from './people.js';
import { Served } from './served.js';

const served = new Served();
let page: Page;
let run = '';

beforeAll(async () => {
  await served.start();
  page = await ownerOf(served);
  run = await newRun('Muster GmbH');
});
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

async function newRun(customer: string): Promise<string> {
  const { id } = await send<{ id: string }>(page, '/api/projects', { customer, kind: 'drill' });
  await send(page, `/api/runs/${id}/steps/R-101/assign`, { to: 'Karl Ott' });
  for (const text of ['Straße gesperrt', 'Server steht im Keller'])
    await send(page, `/api/runs/${id}/steps/R-101/notes`, { text });
  return id;
}

async function open(of: string, query = ''): Promise<void> {
  await page.goto(`${served.address}/runs/${of}/audit${query}`);
  await page.getByRole('heading', { level: 1, name: 'Protokoll' }).waitFor();
  await page.getByText('der neueste zuerst').waitFor();
}

const numbers = async () =>
  (await page.locator('.entry-number').allTextContents()).map((text) => Number(text));

describe('the audit trail', () => {
  it('shows the entries newest first, and all fields and the hash of one that is opened by keyboard', async () => {
    await open(run);
    expect(await numbers()).toEqual((await numbers()).toSorted((a, b) => b - a));
    const first = page.locator('.entry').first();
    await first.getByRole('button').first().focus();
    await page.keyboard.press('Enter');
    await first.locator('.exact').waitFor();
    const fields = await first.locator('.exact dt').allTextContents();
    expect(fields).toEqual(
      expect.arrayContaining(['actor', 'definition', 'prev', 'state', 'where']),
    );
    expect(await first.locator('.copyable code').first().textContent()).toMatch(/^[0-9a-f]{64}$/);
    expect(await findings(page)).toEqual([]);
  });

  it('is narrowed by words, person, kind and step, and the address then shows the same to others', async () => {
    await open(run);
    await page.getByRole('searchbox', { name: 'Suche' }).fill('KELLER server');
    await page.getByText('1 Eintrag, der neueste zuerst').waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('KELLER server');
    await open(run, '?kind=event&step=R-101&person=berg');
    expect((await numbers()).length).toBeGreaterThan(2);
    await page.getByRole('button', { name: 'Alle Einträge zeigen' }).click();
    await page.locator('.entry[data-kind=created]').waitFor();
  });

  it('shows what fits a day, and says when nothing does', async () => {
    await page.goto(`${served.address}/runs/${run}/audit?to=2020-01-01`);
    await page.getByText('Kein Eintrag passt.').waitFor();
    const today = new Date().toLocaleDateString('sv', { timeZone: 'Europe/Berlin' });
    await open(run, `?from=${today}&to=${today}`);
    expect((await numbers()).length).toBeGreaterThan(3);
    expect(await findings(page, { widths: [360] })).toEqual([]);
  });

  it('goes on where the first page ends', async () => {
    const long = await newRun('Lange GmbH');
    for (let n = 0; n < 110; n++)
      await send(page, `/api/runs/${long}/steps/R-101/notes`, { text: `Notiz ${n}` });
    await open(long);
    expect(await numbers()).toHaveLength(100);
    await page.getByRole('button', { name: 'Ältere Einträge zeigen' }).click();
    await page.getByText('Ältere gibt es nicht.').waitFor();
    await page.locator('.entry:nth-child(101) .entry-line:focus').waitFor();
    const all = await numbers();
    expect(all).toEqual(Array.from(all, (_n, at) => all.length - at));
  });
});

describe('verifying the audit trail', () => {
  it('says with count and last hash that it holds', async () => {
    await open(run);
    await page.getByRole('button', { name: 'Protokoll jetzt prüfen' }).click();
    await page.getByRole('heading', { name: 'Das Protokoll ist unversehrt' }).waitFor();
    const { head } = (await (
      await page.request.get(`${served.address}/api/runs/${run}`)
    ).json()) as {
      head: { seq: number; hash: string };
    };
    const said = await page.locator('.verdict-of-trail').innerText();
    expect(said).toContain(head.hash);
    expect(said).toContain(`Einträge ${head.seq}`);
    expect(await findings(page, { widths: [360] })).toEqual([]);
  });

  it('names the entry that somebody changed in the file, whoever opens the page afterwards', async () => {
    const forged = await newRun('Falsch GmbH');
    await served.kill();
    await RawFile.use(databaseIn(join(served.folder, 'data')), async (raw) => {
      await raw.exec(WITHOUT_GUARDS);
      await raw.all(
        `UPDATE audit_entry SET body = replace(body, '"event":"R-101.assign"', '"event":"R-101.redo"') WHERE run_id = ?`,
        [forged],
      );
    });
    await served.start();
    await open(forged);
    await page.getByRole('button', { name: 'Protokoll jetzt prüfen' }).click();
    await page.getByRole('heading', { name: 'Das Protokoll ist nicht in Ordnung' }).waitFor();
    const [found] = await page.locator('.findings li').allTextContents();
    expect(found).toMatch(/^Eintrag \d+ wurde verändert: .*audit\.entry-edited$/);
    await page.reload();
    await page.getByRole('heading', { name: 'Das Protokoll ist nicht in Ordnung' }).waitFor();
    expect(await findings(page, { widths: [360] })).toEqual([]);
  });
});

describe('the sealed archive', () => {
  it('is made, downloaded, and holds for strangers', async () => {
    await open(run);
    await page.getByRole('button', { name: 'Archiv erzeugen' }).click();
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: `${run}.zip herunterladen` }).click();
    const file = await (await coming).path();
    const report = await verifyBundle(file);
    expect(report.status).toBe('consistent-signer-unverified');
    expect(await page.locator('.facts').innerText()).toContain(report.head);
    await rm(file);
  });

  it('is not offered to somebody who may only read', async () => {
    const auditor = await invited(served, page, { name: 'Ida Prüf', role: 'auditor' });
    await auditor.goto(`${served.address}/runs/${run}/audit`);
    await auditor.getByText('erzeugt, wer das Projekt leitet').waitFor();
    await auditor.getByRole('button', { name: 'Protokoll jetzt prüfen' }).waitFor();
    expect(await auditor.getByRole('button', { name: 'Archiv erzeugen' }).count()).toBe(0);
    expect(await findings(auditor, { widths: [1366] })).toEqual([]);
  });
});

it('asks whoever is no longer signed in to sign in, in place of everything else', async () => {
  const other = await invited(served, page, { name: 'Tina Roth', role: 'technician' });
  await other.goto(`${served.address}/runs/${run}`);
  await other.locator('.steps').waitFor();
  const { csrf } = (await (await other.request.get(`${served.address}/api/session`)).json()) as {
    csrf: string;
  };
  await other.request.delete(`${served.address}/api/session`, {
    headers: { 'umstieg-csrf': csrf },
  });
  await other.getByRole('link', { name: 'Protokoll' }).click();
  await other.getByRole('heading', { level: 1, name: 'Anmelden' }).waitFor();
  expect(await other.getByText('Anmeldung nötig').count()).toBe(0);
  await other.getByLabel('Name').fill('Tina Roth');
  await other.getByLabel('Kennwort').fill(PASSWORD);
  await other.getByRole('button', { name: 'Anmelden und weiter' }).click();
  await other.getByText('der neueste zuerst').waitFor();
  expect(await other.locator('.problem').count()).toBe(0);
});
