import { findings } from './axe.js';
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

describe('a result that a second person rejected', () => {
  it('is told on top with who, when and why, and its old verdict no longer looks accepted', async () => {
    const page = await ownerOf(served, 'Lena Voss');
    const karl = await invited(served, page, { name: 'Karl Ott', role: 'approver' });
    await page.goto(`${served.address}/runs/${run}/steps/${STEP}`);
    const verdict = page.locator('.verdict', { has: page.locator('#verdict') });
    await verdict.waitFor();
    expect(await verdict.innerText()).not.toContain('zählt nicht mehr');
    await karl.goto(`${served.address}/runs/${run}/steps/${STEP}`);
    const claim = karl.getByRole('heading', { name: /^Angaben von / });
    const button = karl.getByRole('button', { name: 'Freigeben' });
    await button.waitFor();
    const [above, below] = [await claim.boundingBox(), await button.boundingBox()];
    expect(above?.y).toBeLessThan(below?.y ?? 0);
    await send(karl, `/api/runs/${run}/steps/${STEP}/reject`, { reason: 'Nicht am Freitag' });
    await button.waitFor({ state: 'detached' });
    expect(await claim.count()).toBe(1);
    const rejected = page.getByRole('region', { name: 'Freigabe abgelehnt' });
    await rejected.getByText('Abgelehnt von Karl Ott').waitFor();
    await rejected.getByText('Nicht am Freitag').waitFor();
    await rejected.locator('time').waitFor();
    await verdict.getByText('Früheres Ergebnis, zählt nicht mehr').waitFor();
    const [first] = await page.locator('.step-body > *').all();
    expect(await first?.innerText()).toContain('Karl Ott');
    expect(await findings(page, { languages: ['de'], themes: ['light'] })).toEqual([]);
  });
});
