import { closeBrowser } from './browser.js';
import { invited } from './people-of-drill.js';
import { ownerOf, send } from './people.js';
import { playedUntil } from './practice.js';
import { Served } from './served.js';

const served = new Served();
const STEP = 'R-309';
let run = '';

beforeAll(async () => {
  ({ run } = await playedUntil(served, { until: `${STEP}-approve` }));
  await served.start();
}, 180_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

describe('an act that waits for a second person', () => {
  it('is approved by what it builds on, and then the page says that it is to be carried out', async () => {
    const page = await ownerOf(served, 'Lena Voss');
    const karl = await invited(served, page, { name: 'Karl Ott', role: 'approver' });
    const stepAt = (step: string) => `${served.address}/runs/${run}/steps/${step}`;
    await karl.goto(stepAt(STEP));
    await karl.getByRole('heading', { name: 'Freigabe vor dem Klick' }).waitFor();
    const grounds = karl.getByRole('region', { name: 'Worauf dieser Schritt aufbaut' });
    await grounds
      .getByText(/^([0-9A-F]{2}-){5}[0-9A-F]{2}$/)
      .first()
      .waitFor();
    expect(await grounds.getByRole('link').allInnerTexts()).toContainEqual(
      expect.stringContaining('R-306'),
    );
    const what = karl.locator('.what');
    expect(await what.innerText()).toContain('Vor der Freigabe nicht klicken');
    await send(karl, `/api/runs/${run}/steps/${STEP}/approve`, {});
    await what.getByText('Freigegeben. Jetzt setzen Sie im Portal').waitFor();
    expect(await what.innerText()).not.toContain('Vor der Freigabe nicht klicken');
    await page.goto(stepAt('R-310'));
    await page.locator('.what').getByText('Freigegeben. Jetzt setzen Sie im Portal').waitFor();
  });
});
