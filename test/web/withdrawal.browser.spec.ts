import type { Page } from 'playwright-core';
import { findings } from './axe.js';
import { closeBrowser } from './browser.js';
import { keptInBrowser } from './kept-in-browser.js';
import { invited } from './people-of-drill.js';
import { ownerOf, send } from './people.js';
import { Served } from './served.js';
import { StepHand } from './step-hand.js';

const served = new Served();
const STEP = 'R-203';
let anna: Page;
let run = '';
let hand: StepHand;

beforeAll(async () => {
  await served.start();
  anna = await ownerOf(served);
  const body = { customer: 'Muster GmbH', kind: 'drill' };
  run = (await send<{ id: string }>(anna, '/api/projects', body)).id;
  hand = new StepHand(anna, run);
}, 90_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

const waive = (reason: string) => send(anna, `/api/runs/${run}/steps/${STEP}/waive`, { reason });

/** Claims Corporate V3, which somebody else confirms. */
async function claimCorporate(): Promise<void> {
  const task = await hand.open('R-101');
  const set = {
    ...{ customer: 'Muster GmbH', partner: 'Partner AG', contacts: ['a@muster.example'] },
    ...{ sourceProduct: 'corporate-v3', targetVersion: 'V9 SR1' },
  };
  await hand.fill(task, { set, evidence: [] });
  await anna
    .locator('#field-evidence input[type=file]')
    .first()
    .setInputFiles({
      ...{ name: 'info.png', mimeType: 'image/png' },
      buffer: Buffer.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0]),
    });
  await anna.locator('.file img').first().waitFor();
  await hand.send(task);
  await anna.locator('.deciding').waitFor();
}

async function takeBack(reason: string): Promise<void> {
  await anna.locator('.deciding').getByRole('button', { name: 'Zurückziehen' }).click();
  const dialog = anna.getByRole('dialog');
  const send = dialog.getByRole('button', { name: 'Zurückziehen' });
  await send.click();
  await dialog.getByText('Das fehlt noch.').waitFor();
  await dialog.getByRole('textbox').fill(reason);
  const box = await send.boundingBox();
  if (!box) throw new Error('the button is not there');
  await anna.mouse.click(box.x + box.width / 2, box.y + box.height - 3); // where it was before the field was left
  await dialog.waitFor({ state: 'detached' });
}

describe('a claim that waits for a second person', () => {
  it('is withdrawn by whoever handed it in, and the form holds what was typed', async () => {
    await claimCorporate();
    expect(await findings(anna)).toEqual([]);
    await takeBack('Es ist doch UC V4');
    await anna.locator('.claim').waitFor();
    expect(await anna.locator('#field-partner').locator('textarea, input').inputValue()).toBe(
      'Partner AG',
    );
    expect((await hand.task('R-101')).status).toBe('ready');
    await anna.getByText('Angaben zurückgezogen').waitFor();
  });

  it('says to who is alone how another person gets there', async () => {
    await claimCorporate();
    await anna.locator('.deciding').getByRole('link', { name: 'Person einladen' }).click();
    await anna.waitForURL(/\/settings(\?|$)/);
    const karl = await invited(served, anna, { name: 'Karl Ott', role: 'technician' });
    await karl.goto(`${served.address}/runs/${run}/steps/R-101`);
    await karl.locator('.deciding').waitFor();
    expect(await karl.getByRole('link', { name: 'Person einladen' }).count()).toBe(0);
    expect(await karl.getByRole('button', { name: 'Zurückziehen' }).count()).toBe(0);
    await karl.context().close();
  });
});

describe('a claim that another person rejects', () => {
  it('leaves who rejected with a confirmation, not with the form, and keeps nothing as if that person had typed it', async () => {
    const lena = await invited(served, anna, { name: 'Lena Voss', role: 'lead' });
    await lena.goto(`${served.address}/runs/${run}/steps/R-101`);
    await lena.locator('.deciding').getByRole('textbox').fill('Das Bild ist leer');
    await lena.getByRole('button', { name: 'Ablehnen' }).click();
    await lena.getByText('Ihre Ablehnung ist festgehalten.').waitFor();
    const mend = lena.getByRole('button', { name: 'Angaben selbst berichtigen' });
    await mend.waitFor();
    expect(await lena.locator('.claim').count()).toBe(0);
    expect(await findings(lena, { languages: ['de'], themes: ['light'] })).toEqual([]);
    await mend.click();
    await lena.getByRole('heading', { name: 'Angaben von Anna Berg' }).waitFor();
    await lena.locator('.file img').first().waitFor();
    const task = await hand.open('R-101');
    await anna.locator('.file img').first().waitFor();
    await hand.send(task);
    await lena.locator('.deciding').waitFor();
    const draft = await lena.request.get(`${served.address}/api/runs/${run}/steps/R-101/draft`);
    expect(await draft.json()).toMatchObject({ draft: null });
    expect(await keptInBrowser(lena, run)).toEqual([]);
    expect(await lena.getByText('Ihre Eingabe ist nicht gesendet').count()).toBe(0);
    await lena.context().close();
  });
});

it('takes a request back as well, to where the step was', async () => {
  await waive('keine VM');
  await anna.goto(`${served.address}/runs/${run}/steps/${STEP}`);
  await anna.locator('.deciding').waitFor();
  await takeBack('doch nötig');
  await anna.locator('.deciding').waitFor({ state: 'detached' });
  expect((await hand.task(STEP)).status).toBe('locked');
});
