import { findings } from './axe.js';
import { closeBrowser } from './browser.js';
import { invited } from './people-of-drill.js';
import { ownerOf } from './people.js';
import { playedUntil } from './practice.js';
import { Served } from './served.js';

const served = new Served();
/** It overwrites, and what comes after it looks at what it did. */
const STEP = 'R-606';
let run = '';

beforeAll(async () => {
  ({ run } = await playedUntil(served, { until: 'R-609' }));
  await served.start();
}, 180_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

describe('doing again what overwrote', () => {
  it('is asked for with a reason, and decided with that reason and what rests on it above the buttons', async () => {
    const lena = await ownerOf(served, 'Lena Voss');
    const karl = await invited(served, lena, { name: 'Karl Ott', role: 'approver' });
    await lena.goto(`${served.address}/runs/${run}/steps/${STEP}`);
    await lena.getByText('Das ist schon getan. Tun Sie es nicht noch einmal').waitFor();
    await lena.getByRole('button', { name: 'Anderes …' }).click();
    await lena.getByRole('menuitem', { name: 'Wiederholung beantragen' }).click();
    const dialog = lena.getByRole('dialog');
    await dialog.getByText('Ihr Antrag geht an eine zweite Person').waitFor();
    await dialog.getByRole('textbox').fill('Falsche Auswahl');
    await dialog.getByRole('button', { name: 'Wiederholung beantragen' }).click();
    await dialog.waitFor({ state: 'detached' });
    await lena.getByText('wenn die Wiederholung freigegeben ist').waitFor();
    await karl.goto(`${served.address}/runs/${run}/steps/${STEP}`);
    const deciding = karl.locator('.deciding');
    const button = deciding.getByRole('button', { name: 'Freigeben' });
    await button.waitFor();
    const [first] = await karl.locator('.step-body > *').all();
    expect(await first?.getAttribute('class')).toContain('deciding');
    const below = (await button.boundingBox())?.y ?? 0;
    for (const words of ['Falsche Auswahl', 'R-607'])
      expect((await deciding.getByText(words).first().boundingBox())?.y).toBeLessThan(below);
    expect(await findings(karl, { languages: ['de'], themes: ['light'] })).toEqual([]);
  }, 90_000);
});
