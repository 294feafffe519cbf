import type { Page } from 'playwright-core';
import { findings } from './axe.js';
import { closeBrowser, openPage } from './browser.js';
import { invited } from './people-of-drill.js';
import { ownerOf, PASSWORD, send } from './people.js';
import { Served } from './served.js';

const served = new Served();
let owner: Page;
let run = '';

beforeAll(async () => {
  await served.start();
  owner = await ownerOf(served);
  for (const customer of ['Andere AG', 'Muster GmbH'])
    run = (await send<{ id: string }>(owner, '/api/projects', { customer, kind: 'drill' })).id;
}, 90_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

const role = (page: Page) => page.getByRole('button', { name: 'Rolle', exact: false }).last();
const scope = (page: Page) => page.getByRole('button', { name: /Gilt für/ });
async function begin(page: Page, path: string): Promise<void> {
  await page.goto(served.address + path);
  await page.getByRole('button', { name: 'Person einladen' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Karl Ott');
}
const offered = async (page: Page) => {
  await page.getByRole('option').first().waitFor();
  const names = await page.getByRole('option').allInnerTexts();
  await page.keyboard.press('Escape');
  return names;
};

describe('inviting somebody', () => {
  it('asks for what the role holds, and never takes the whole installation by itself', async () => {
    await begin(owner, '/settings');
    await owner.getByRole('button', { name: 'Link erzeugen' }).click();
    await owner.locator('.select .react-aria-FieldError').getByText('Bitte auswählen').waitFor();
    expect(await owner.getByText('/invitation#').count()).toBe(0);
    await owner.getByText('Bearbeitet Schritte und reicht Angaben ein.').waitFor();
    expect(await findings(owner, { languages: ['de'], themes: ['light'] })).toEqual([]);
  });

  it('from a project is for that project', async () => {
    await owner.goto(`${served.address}/runs/${run}`);
    await owner.getByRole('button', { name: 'Anna Berg' }).click();
    await owner.getByRole('menuitem', { name: 'Einstellungen' }).click();
    await owner.getByRole('button', { name: 'Person einladen' }).click();
    await scope(owner).getByText('Projekt Muster GmbH').waitFor();
  });

  it('offers a lead of one project that project and the roles a lead may give', async () => {
    const { projectId } = (await (
      await owner.request.get(`${served.address}/api/runs/${run}`)
    ).json()) as { projectId: string };
    const scoped = `project:${projectId}`;
    const lead = await invited(served, owner, { name: 'Lena Voss', role: 'lead', scope: scoped });
    await lead.getByRole('link', { name: 'Muster GmbH' }).first().waitFor();
    expect(await lead.getByRole('link', { name: 'Neues Projekt' }).count()).toBe(0);
    await begin(lead, '/settings');
    await scope(lead).getByText('Projekt Muster GmbH').waitFor();
    await role(lead).click();
    expect(await offered(lead)).toEqual([
      'Techniker',
      'Freigabe durch den Kunden',
      'Prüfung, nur lesen',
    ]);
  });
});

describe('a message at a field', () => {
  it('does not move the button that is pressed once the field is mended', async () => {
    const body = { name: 'Tom Reich', role: 'technician', scope: 'installation' };
    const { link } = await send<{ link: string }>(owner, '/api/invitations', body);
    const page = await openPage();
    await page.goto(served.address + link);
    const password = page.getByLabel('Kennwort');
    const button = page.getByRole('button', { name: 'Konto anlegen und weiter' });
    await password.fill('zu kurz');
    await button.click();
    await page.getByText('Mindestens 15 Zeichen.', { exact: true }).waitFor();
    await password.fill(PASSWORD);
    const box = await button.boundingBox();
    if (!box) throw new Error('the button is not there');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height - 3);
    await page.waitForURL(`${served.address}/`);
  });
});
