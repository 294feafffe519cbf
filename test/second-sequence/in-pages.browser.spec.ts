import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { ROOT } from '../style/repository.js';
import { findings, speak } from '../web/axe.js';
import { closeBrowser } from '../web/browser.js';
import { invited } from '../web/people-of-drill.js';
import { ownerOf, send } from '../web/people.js';
import { Served } from '../web/served.js';
import type { Answers } from '../web/hand.js';
import { StepHand } from '../web/step-hand.js';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
/** The real server with this sequence in it; the pages are those of every sequence. */
const served = new Served([
  ...['--import', join(ROOT, 'test/program/typescript.mjs')],
  here('program.ts'),
]);
let anna: Page;
let karl: Page;
let run = '';
/** What no page of this sequence says. */
const FOREIGN = /XPhone|\bV4\b|\bR-\d{3}/;

beforeAll(async () => {
  await served.start();
  anna = await ownerOf(served);
  karl = await invited(served, anna, { name: 'Karl Ott', role: 'approver' });
});
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});
afterEach(async () => {
  expect(await anna.locator('body').innerText()).not.toMatch(FOREIGN);
});

async function open(page: Page, path: string, heading: string): Promise<void> {
  await page.goto(`${served.address}${path}`);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
}

/** One step from its page to its verdict. */
async function handIn(step: string, set: Answers['set'], evidence: readonly string[] = []) {
  const hand = new StepHand(anna, run);
  const task = await hand.open(step);
  await hand.fill(task, { set, evidence });
  return hand.send(task);
}

/** Opens a step again on its page, whose dialog names what rests on it before anybody confirms. */
async function reopen(step: string, title: string, reason: string, restsOnIt: string) {
  await speak(anna, 'de');
  await open(anna, `/runs/${run}/steps/${step}`, title);
  await anna.getByRole('button', { name: 'Anderes …' }).click();
  await anna.getByRole('menuitem', { name: 'Wieder öffnen' }).click();
  const dialog = anna.getByRole('dialog');
  await dialog.getByText('veralte').filter({ hasText: 'wenn etwas anderes herauskommt' }).waitFor();
  await dialog.getByText(restsOnIt).waitFor();
  expect(await findings(anna, { languages: ['de'] })).toEqual([]);
  await dialog.getByRole('textbox').fill(reason);
  await dialog.getByRole('button', { name: 'Wieder öffnen' }).click();
  await dialog.waitFor({ state: 'detached' });
}

describe('the second sequence in the pages', () => {
  it('is what a first start says it is for, and begins there', async () => {
    await open(anna, '/', 'Womit fangen Sie an?');
    await anna.getByText('durch diesen Ablauf: Zertifikat am Mailserver').waitFor();
    await anna.getByRole('button', { name: 'Ohne Werte und Dateien üben' }).click();
    await anna.waitForURL(/\/runs\/[^/]+$/);
    run = decodeURIComponent(new URL(anna.url()).pathname.split('/')[2] ?? '');
    for (const title of ['Planung', 'Austausch', 'Mitteilung'])
      await anna.getByRole('link', { name: title }).waitFor();
    await anna.getByText('C-101').first().waitFor();
    expect(await findings(anna, { widths: [360] })).toEqual([]);
  });

  it('shows its instruction with its labels, and its form', async () => {
    await open(anna, `/runs/${run}/steps/C-101`, 'Server und Ablauf feststellen');
    await anna.getByRole('button', { name: '„Zertifikate“ kopieren' }).waitFor();
    for (const label of ['Name des Mailservers', 'Läuft ab am', 'Partner haben es hinterlegt'])
      await anna.getByText(label).first().waitFor();
    expect(await findings(anna)).toEqual([]);
    const done = await handIn('C-101', {
      ...{ host: 'mail.muster.example', expiresOn: '2099-04-30', pinned: true },
    });
    expect(done.status).toBe('done');
  });

  it('lets a second person decide before what cannot be undone, with its own warning', async () => {
    await open(anna, `/runs/${run}/steps/C-201`, 'Zertifikat austauschen');
    await anna.getByText('Sie waren daran beteiligt').or(anna.locator('.deciding')).waitFor();
    const other = new StepHand(karl, run);
    const task = await other.open('C-201');
    await karl.getByText('Der Austausch trennt bestehende Verbindungen').first().waitFor();
    expect(await findings(karl)).toEqual([]);
    await other.approve(task, 'gesehen');
    const exchanged = { exchangedAt: '2026-03-02T09:00:00Z' };
    expect((await handIn('C-201', exchanged, [here('saved.pem')])).status).toBe('done');
  });

  it('says on the spot what contradicts, in the words of its check', async () => {
    expect((await handIn('C-202', { shown: 'alt' })).status).toBe('rejected');
    await anna.getByText('müsste der Server das neue Zertifikat vorzeigen').waitFor();
    await anna.reload();
    const verdict = anna.locator('.verdict[data-tone=problem]');
    await verdict.getByText('müsste der Server das neue Zertifikat vorzeigen').waitFor();
    expect(await findings(anna)).toEqual([]);
    expect((await handIn('C-202', { shown: 'neu' })).status).toBe('done');
  });
});

describe('the second sequence at its end', () => {
  it('is drawn as a map with its own parts, gates and steps', async () => {
    await open(anna, `/runs/${run}/map`, 'Karte');
    const node = anna.locator('.map-node');
    await node.first().waitFor();
    await anna.locator('.map-node[aria-current=step]', { hasText: 'C-302' }).waitFor();
    for (const id of ['C-101', 'C-102', 'C-201', 'C-202', 'C-301', 'C-302'])
      expect(await node.filter({ hasText: id }).count()).toBeGreaterThan(0);
    for (const part of ['Planung', 'Austausch', 'Mitteilung'])
      expect(await anna.locator('.map-lane-head', { hasText: part }).count()).toBe(1);
    expect(await findings(anna, { widths: [1366] })).toEqual([]);
  });

  it('runs to its end, and its report names what it was', async () => {
    expect((await handIn('C-302', { sentOn: '2026-03-03' })).status).toBe('done');
    await open(anna, `/runs/${run}`, 'Übungskunde');
    await anna.getByText('Alles ist erledigt').waitFor();
    await open(anna, `/runs/${run}/report`, 'Bericht');
    const report = anna.frameLocator('iframe');
    await report.getByText('Zertifikat am Mailserver').first().waitFor();
    await report.getByText('Abgeschlossene Teile: Planung · Austausch · Mitteilung').waitFor();
    expect(await findings(anna, { widths: [1366] })).toEqual([]);
    await anna.goto(`${served.address}/api/runs/${run}/report.html`);
    expect(await findings(anna, { languages: ['de'] })).toEqual([]);
  });

  it('is named among the versions of the sequence, and stands in both languages', async () => {
    await open(anna, '/definitions', 'Ablaufversionen');
    await anna.getByText('certificate-renewal').first().waitFor();
    await open(anna, `/runs/${run}`, 'Übungskunde');
    expect(await findings(anna, { languages: ['en'], widths: [1366] })).toEqual([]);
    for (const title of ['Planning', 'Exchange', 'Notice'])
      await anna.getByRole('link', { name: title }).waitFor();
  });

  it('says what became outdated and why, in the checklist and in the step', async () => {
    const made = { customer: 'Lahn Spedition GmbH', kind: 'drill' };
    run = (await send<{ id: string }>(anna, '/api/projects', made)).id;
    const planned = (host: string) => ({ host, expiresOn: '2099-04-30', pinned: true });
    await handIn('C-101', planned('mail.lahn.example'));
    const other = new StepHand(karl, run);
    await other.approve(await other.open('C-201'), 'gesehen');
    await handIn('C-201', { exchangedAt: '2026-03-02T09:00:00Z' }, [here('saved.pem')]);
    await reopen('C-101', 'Server und Ablauf feststellen', 'ein anderer Server', 'C-201');
    expect((await handIn('C-101', planned('post.lahn.example'))).status).toBe('done');
    await open(anna, `/runs/${run}`, 'Lahn Spedition GmbH');
    await anna.locator('.status[data-tone=outdated]').first().waitFor();
    expect(await findings(anna)).toEqual([]);
    await open(anna, `/runs/${run}/steps/C-201`, 'Zertifikat austauschen');
    await anna.getByText('Dieses Ergebnis ist veraltet').first().waitFor();
    expect(await anna.locator('.step-body').innerText()).toContain('C-101');
    expect(await findings(anna)).toEqual([]);
  });

  it('has no line of page code, since pages name no step and no sequence', () => {
    const sources = readdirSync(join(ROOT, 'src/web'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => ({ name, text: readFileSync(join(ROOT, 'src/web', name), 'utf8') }));
    expect(sources.length).toBeGreaterThan(50);
    const naming = sources.filter(({ text }) => /\b[A-Z]-\d{3}\b|XPhone/.test(text));
    expect(naming.map(({ name }) => name)).toEqual([]);
  });
});
