import type { Page } from 'playwright-core';
import { findings } from './axe.js';
import { closeBrowser } from './browser.js';
import { ownerOf, send } from './people.js';
import { Served } from './served.js';

const served = new Served();
let page: Page;
let run = '';

beforeAll(async () => {
  await served.start();
  page = await ownerOf(served);
  const made = await send<{ id: string }>(page, '/api/projects', { customer: 'Muster GmbH' });
  run = made.id;
});
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

const open = async (path: string, heading: string) => {
  await page.goto(served.address + path);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
};
const plan = (body: object) => send(page, `/api/runs/${run}/plan`, body);

/** Types a date into the segments of a field, as a person does with the keyboard. */
async function typeDate(label: string, digits: string): Promise<void> {
  await page.getByRole('group', { name: label }).getByRole('spinbutton').first().focus();
  await page.keyboard.type(digits, { delay: 20 });
}

describe('the dates of a run', () => {
  it('are typed by keyboard, saved, and stand beside what has come', async () => {
    await open(`/runs/${run}/plan`, 'Termine');
    await page.getByRole('button', { name: 'Termine ändern' }).click();
    await typeDate('Vorbereitung: fertig', '040320901700');
    await typeDate('Von V4 auf Connect umschalten', '140320900830');
    await page.getByRole('button', { name: 'Termine speichern' }).click();
    await page.getByText('Die Termine sind gespeichert.').waitFor();
    const part = page.locator('.plan-line', { hasText: 'Vorbereitung' });
    await part.getByText('geplant 04.03.2090, 17:00 · noch offen').waitFor();
    const cutOver = page.locator('.plan-line', { hasText: 'umschalten' });
    await cutOver.getByText('geplant 14.03.2090, 08:30 · noch offen').waitFor();
  });

  it('stand in the checklist and on the dashboard, which says what is late', async () => {
    await plan({ parts: { intake: { from: null, until: '2026-03-04T16:00:00Z' } } });
    await open(`/runs/${run}`, 'Muster GmbH');
    await page.getByText('verspätet, geplant 04.03.2026').waitFor();
    await open('/', 'Projekte');
    await page.getByText(/Vorbereitung, verspätet, geplant 04\.03\.2026/).waitFor();
    await page.getByText('geplant 14.03.2090').waitFor();
  });

  it('are taken back with one press', async () => {
    await open(`/runs/${run}/plan`, 'Termine');
    await page.getByRole('button', { name: 'Termine ändern' }).click();
    await page.getByRole('button', { name: 'Vorbereitung: fertig löschen' }).click();
    await page.getByRole('button', { name: 'Termine speichern' }).click();
    await page.getByText('Die Termine sind gespeichert.').waitFor();
    const part = page.locator('.plan-line', { hasText: 'Vorbereitung' });
    await part.getByText('verspätet').waitFor({ state: 'detached' });
  });

  it('are refused with the reason where the end lies before the begin', async () => {
    await open(`/runs/${run}/plan`, 'Termine');
    await page.getByRole('button', { name: 'Termine ändern' }).click();
    await typeDate('Zielserver: Beginn', '050320900800');
    await typeDate('Zielserver: fertig', '040320900800');
    await page.getByRole('button', { name: 'Termine speichern' }).click();
    await page
      .getByRole('alert')
      .getByText(/bevor es beginnt/)
      .waitFor();
    await page.getByRole('button', { name: 'Abbrechen' }).click(); // what was typed is kept until it is given up
    await page.getByRole('button', { name: 'Termine ändern' }).waitFor();
  });

  it('leave axe nothing to find while they are read', async () => {
    await plan({ parts: { intake: { from: null, until: '2026-03-04T16:00:00Z' } } });
    await open(`/runs/${run}/plan`, 'Termine');
    expect(await findings(page)).toEqual([]);
  });

  it('leave axe nothing to find while they are changed', async () => {
    await open(`/runs/${run}/plan`, 'Termine');
    await page.getByRole('button', { name: 'Termine ändern' }).click();
    await page.getByRole('button', { name: 'Termine speichern' }).waitFor();
    expect(await findings(page)).toEqual([]);
  });
});

describe('dates that others change meanwhile', () => {
  it('refuse what was typed once, then it is saved beside them', async () => {
    await open(`/runs/${run}/plan`, 'Termine');
    await page.getByRole('button', { name: 'Termine ändern' }).click();
    await typeDate('Zielserver: fertig', '060320900800');
    await page.route('**/api/runs/*/events', (route) => route.abort()); // it hears nothing of it
    await plan({ parts: { intake: { from: null, until: '2090-03-09T16:00:00Z' } } });
    const save = page.getByRole('button', { name: 'Termine speichern' });
    await save.click();
    await page.getByRole('alert').waitFor();
    await save.click();
    await page.getByText('Die Termine sind gespeichert.').waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    const planned = (part: string) => page.locator('.plan-line', { hasText: part });
    await planned('Zielserver').getByText('geplant 06.03.2090').waitFor();
    await planned('Vorbereitung').getByText('geplant 09.03.2090').waitFor();
  });
});
