import { findings } from './axe.js';
import { closeBrowser, openPage } from './browser.js';
import { invited } from './people-of-drill.js';
import { ownerOf } from './people.js';
import { Served } from './served.js';

const served = new Served();

beforeAll(async () => {
  await served.start('--paused');
}, 90_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

describe('a server that only looks', () => {
  it('says so on every page, and the owner lets it begin there', async () => {
    const owner = await ownerOf(served);
    const lead = await invited(served, owner, { name: 'Petra Lang', role: 'lead' });
    const stranger = await openPage();
    await stranger.goto(`${served.address}/sign-in`);
    for (const page of [owner, lead, stranger]) {
      await page.getByText('Dieser Server sieht nur an').waitFor();
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await findings(page)).toEqual([]);
    }
    const release = { name: 'Arbeit freigeben' };
    expect(await lead.getByRole('button', release).count()).toBe(0);
    await owner.goto(`${served.address}/settings`);
    await owner.getByRole('button', release).click();
    for (const page of [owner, lead, stranger])
      await page.getByText('Dieser Server sieht nur an').waitFor({ state: 'detached' });
  }, 90_000);
});
