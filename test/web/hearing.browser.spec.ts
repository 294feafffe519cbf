import type { Page, Route } from 'playwright-core';
import { closeBrowser } from './browser.js';
import { ownerOf, send } from './people.js';
import { Served } from './served.js';

/** In this time everything that was done has been heard. */
const HEARD_MS = 1_500;
const served = new Served();
let page: Page;
let run = '';

beforeAll(async () => {
  await served.start();
  page = await ownerOf(served);
}, 90_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});
beforeEach(async () => {
  const body = { customer: 'Muster GmbH', kind: 'drill' };
  run = (await send<{ id: string }>(page, '/api/projects', body)).id;
});
afterEach(async () => {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

const ready = () =>
  page.getByRole('listitem').filter({ hasText: 'R-101' }).getByText('bereit', { exact: true });
const waived = () => send(page, `/api/runs/${run}/steps/R-101/waive`, { reason: 'Übung' });

/** A gate that is shut until it is opened. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((done) => (open = done));
  return { opened, open };
}

describe('a page misses nothing', () => {
  it('of what happens between its first question and the moment it is heard', async () => {
    const { opened, open } = gate();
    await page.route('**/events', async (route) => {
      await opened;
      await route.continue();
    });
    await page.goto(`${served.address}/runs/${run}`);
    await ready().waitFor();
    await waived();
    open();
    await ready().waitFor({ state: 'detached' });
  });

  it('of what happens while a first answer is on its way', async () => {
    const step = `/api/runs/${run}/steps/R-111`;
    const { opened, open } = gate();
    const old = async (route: Route): Promise<void> => {
      const response = await route.fetch();
      await opened;
      await route.fulfill({ response });
    };
    await page.route(`**${step}/claim`, old, { times: 1 });
    await page.goto(`${served.address}/runs/${run}/steps/R-111`);
    await page.locator('.what').waitFor();
    const set = { found: 'unklar', stepId: 'R-905', remark: 'aus einem anderen Fenster' };
    await send(page, `${step}/claims`, { set, evidence: [] });
    await page.locator('#verdict').waitFor();
    await page.waitForTimeout(HEARD_MS);
    open();
    await page.locator('.step-body').getByText('aus einem anderen Fenster').waitFor();
  });

  it('of what it could not be told before the line broke', async () => {
    await page.goto(`${served.address}/runs/${run}`);
    await ready().waitFor();
    const failed = gate();
    let failures = 0;
    await page.route(`**/api/runs/${run}`, async (route) => {
      await route.abort();
      if (++failures === 3) failed.open(); // it asks no fourth time
    });
    await waived();
    await failed.opened;
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await served.kill();
    await served.start();
    await ready().waitFor({ state: 'detached' });
  });
});
