import type { Page } from 'playwright-core';
import { closeBrowser } from './browser.js';
import { invited } from './people-of-drill.js';
import { ownerOf, send } from './people.js';
import { Served } from './served.js';

const served = new Served();
/** Any step may be asked to be skipped; that waits for a second person while the first one stays open. */
const SKIPPED = 'R-111';
const FIRST = 'R-101';
let run = '';
let people: Record<'lead' | 'technician' | 'approver' | 'auditor', Page>;

beforeAll(async () => {
  await served.start();
  const owner = await ownerOf(served);
  const body = { customer: 'Muster GmbH', kind: 'drill' };
  run = (await send<{ id: string }>(owner, '/api/projects', body)).id;
  people = {
    lead: await invited(served, owner, { name: 'Lena Voss', role: 'lead' }),
    technician: await invited(served, owner, { name: 'Tom Reich', role: 'technician' }),
    approver: await invited(served, owner, { name: 'Karl Ott', role: 'approver' }),
    auditor: await invited(served, owner, { name: 'Rita Prüf', role: 'auditor' }),
  };
  await send(people.technician, `/api/runs/${run}/steps/${SKIPPED}/waive`, {
    reason: 'Nicht nötig',
  });
}, 120_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

const next = (page: Page) => page.getByRole('region', { name: 'Was als Nächstes zu tun ist' });
const open = async (page: Page, path: string) => {
  await page.goto(served.address + path);
  await page.getByRole('heading', { level: 1 }).waitFor();
};

describe('what is next', () => {
  it.each([
    ['approver', SKIPPED, 'Prüfen und entscheiden'],
    ['lead', SKIPPED, 'Prüfen und entscheiden'],
    ['technician', FIRST, 'Fortsetzen'],
    ['auditor', FIRST, 'Ansehen'],
  ] as const)('leads the %s to %s, at home and in the project', async (who, step, word) => {
    const page = people[who];
    await open(page, '/');
    const row = page.locator('.runs > li');
    await row.getByRole('link', { name: new RegExp(`^${step} `) }).waitFor();
    await open(page, `/runs/${run}`);
    await next(page).getByText(step, { exact: true }).first().waitFor();
    await next(page).getByRole('link', { name: word }).click();
    await page.waitForURL(`${served.address}/runs/${run}/steps/${step}`);
  });

  it('is called yours for who it waits for, and that of others for who only reads', async () => {
    await open(people.approver, `/runs/${run}`);
    await next(people.approver).getByText('Freigabe steht aus:').waitFor();
    expect(await next(people.approver).locator('p').innerText()).toContain('Sie');
    await open(people.auditor, `/runs/${run}`);
    await next(people.auditor).getByText('Jetzt sind andere dran:').waitFor();
  });

  it('is decided with who asked, when and why above the buttons', async () => {
    const { approver } = people;
    await open(approver, `/runs/${run}/steps/${SKIPPED}`);
    const deciding = approver.locator('.deciding');
    await deciding.getByText('Beantragt von Tom Reich').waitFor();
    const reason = await deciding.getByText('Nicht nötig').boundingBox();
    const button = await deciding.getByRole('button', { name: 'Freigeben' }).boundingBox();
    expect(reason?.y).toBeLessThan(button?.y ?? 0);
  });

  it('is nothing more for an approver who has decided: no step of others is offered', async () => {
    const { approver } = people;
    await open(approver, `/runs/${run}/steps/${SKIPPED}`);
    await approver.getByRole('button', { name: 'Freigeben' }).click();
    await approver.getByText('Für Sie ist in diesem Projekt gerade nichts zu tun.').waitFor();
    expect(await approver.getByRole('link', { name: /^Weiter mit/ }).count()).toBe(0);
    await approver.getByText('Jetzt sind andere dran:').waitFor();
    const step = approver.locator('.step-body');
    await step.getByRole('link', { name: new RegExp(`^${FIRST} `) }).waitFor();
  });

  it('is told on the page of a step that was skipped, by whom and why', async () => {
    const { technician } = people;
    await open(technician, `/runs/${run}/steps/${SKIPPED}`);
    const skipped = technician.locator('.notice', { hasText: 'Übersprungen' });
    await skipped.getByText('Beantragt von Tom Reich').waitFor();
    await skipped.getByText('Nicht nötig').waitFor();
  });
});

describe('a new project', () => {
  it.each([
    ['lead', 1],
    ['technician', 0],
    ['approver', 0],
    ['auditor', 0],
  ] as const)('is offered to the %s only if the role may start one', async (who, count) => {
    const page = people[who];
    await open(page, '/');
    await page.locator('.runs > li').waitFor();
    expect(await page.getByRole('link', { name: 'Neues Projekt' }).count()).toBe(count);
    await page.keyboard.press('Control+k');
    await page.getByRole('searchbox', { name: /^Schritt, Teil/ }).fill('e');
    await page.getByRole('menuitem', { name: 'Einstellungen' }).waitFor();
    expect(await page.getByRole('menuitem', { name: 'Neues Projekt' }).count()).toBe(count);
    await page.keyboard.press('Escape');
  });

  it('says whose task it is to who comes by its address, not that there is none to see', async () => {
    await open(people.approver, '/start');
    await people.approver.getByText('Ihre Rollen reichen nicht so weit').waitFor();
    expect(await people.approver.getByText('noch kein Projekt freigegeben').count()).toBe(0);
  });
});
