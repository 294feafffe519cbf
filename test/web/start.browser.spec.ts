import type { Page } from 'playwright-core';
import { findings } from './axe.js';
import { closeBrowser } from './browser.js';
import { invited } from './people-of-drill.js';
import { ownerOf, send } from './people.js';
import { Served } from './served.js';

const served = new Served();
let owner: Page;
let lead: Page;
let north = '';

beforeAll(async () => {
  await served.start();
  owner = await ownerOf(served);
  const tenant = { kind: 'customer', name: 'Nord GmbH' };
  north = (await send<{ id: string }>(owner, '/api/tenants', tenant)).id;
  lead = await invited(served, owner, { name: 'Lea Lang', role: 'lead', scope: north });
});
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

describe('a project is started', () => {
  it('by the lead of one customer for that customer, without a question', async () => {
    await lead.goto(`${served.address}/start`);
    await lead.getByLabel('Name des Kunden').fill('Nord, Zentrale');
    expect(await lead.getByText('Gehört zu').count()).toBe(0);
    await lead.getByRole('button', { name: 'Projekt anlegen und beginnen' }).click();
    await lead.getByRole('heading', { level: 1, name: 'Nord, Zentrale' }).waitFor();
  });

  it('by the owner for whom they choose, so that the lead of that customer sees it', async () => {
    await owner.goto(`${served.address}/start`);
    await owner.getByRole('button', { name: 'Gehört zu' }).click();
    await owner.getByRole('option', { name: 'Kunde Nord GmbH' }).click();
    expect(await findings(owner)).toEqual([]);
    await owner.getByLabel('Name des Kunden').fill('Nord, Filiale');
    await owner.getByRole('button', { name: 'Projekt anlegen und beginnen' }).click();
    await owner.getByRole('heading', { level: 1, name: 'Nord, Filiale' }).waitFor();
    await lead.goto(`${served.address}/`);
    await lead.getByRole('link', { name: 'Nord, Filiale' }).waitFor();
  });
});
