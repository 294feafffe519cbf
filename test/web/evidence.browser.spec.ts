import type { Page } from 'playwright-core';
import { removeFolders } from '../steps/temporary-folder.js';
import { closeBrowser } from './browser.js';
import { dragged, type Held } from './dragged.js';
import { ownerOf, RETRIES, send } from './people.js';
import { Served } from './served.js';
import { StepHand } from './step-hand.js';

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
  removeFolders();
});
beforeEach(async () => {
  const body = { customer: 'Muster GmbH', kind: 'drill' };
  run = (await send<{ id: string }>(page, '/api/projects', body)).id;
  await new StepHand(page, run).open('R-101');
});

const PNG = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0]);
const picture: Held = { name: 'Lizenz.png', bytes: PNG };
const program: Held = { name: 'Werkzeug.exe', bytes: Buffer.from('MZ') };
const list: Held = { name: 'Benutzer.csv', bytes: Buffer.from('mail;name\na@b.example;A') };
const drop = (files: readonly Held[], at = '#field-evidence .drop') => dragged(page, at, files);
const row = (name: string) => page.locator('.file').filter({ hasText: name });

/** The server has the file, byte for byte. */
async function expectArrived({ name, bytes }: Held): Promise<void> {
  await row(name).getByRole('progressbar').waitFor({ state: 'detached' });
  const { evidence } = await drafted(1);
  const kept = await Promise.all(
    evidence.map(async (digest) => {
      const answer = await page.request.get(
        `${served.address}/api/runs/${run}/evidence/${digest}`,
        { maxRetries: RETRIES },
      );
      return [...(await answer.body())];
    }),
  );
  expect(kept).toContainEqual([...bytes]);
}

/** What the server keeps for the form, once it names as many files. */
async function drafted(files: number): Promise<{ evidence: readonly string[] }> {
  const path = `${served.address}/api/runs/${run}/steps/R-101/draft`;
  for (const until = Date.now() + 20_000; ;) {
    const { draft } = (await (await page.request.get(path, { maxRetries: RETRIES })).json()) as {
      draft: { evidence: readonly string[] } | null;
    };
    if (draft && draft.evidence.length >= files) return draft;
    if (Date.now() > until) throw new Error(`the draft is ${JSON.stringify(draft)}`);
    await page.waitForTimeout(50);
  }
}

describe('a file that is dragged onto the page of a step', () => {
  it('is told where to let it go, and is sent as evidence', async () => {
    const hovered = await drop([picture]);
    expect(hovered).toContain('data-drop-target');
    await row('Lizenz.png').locator('img').waitFor();
    await expectArrived(picture);
  });

  it('may come with others', async () => {
    await drop([picture, list]);
    await drafted(2);
    await expectArrived(picture);
    await expectArrived(list);
    expect(await page.locator('.file').count()).toBe(2);
  });

  it('is evidence too when it is let go beside the place for it, and the page stays', async () => {
    const address = page.url();
    await drop([picture], '.step-columns');
    await expectArrived(picture);
    expect(page.url()).toBe(address);
  });

  it('is not sent when its kind is not taken, and what was dragged with it arrives', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await drop([program, picture]);
    await row('Werkzeug.exe')
      .getByRole('alert')
      .getByText('„.exe“ wird nicht angenommen')
      .waitFor();
    await expectArrived(picture);
    expect(asked.filter((url) => url.includes('exe'))).toEqual([]);
  });

  it('is refused by the server when it is not what its name says', async () => {
    await drop([{ name: 'Bild.png', bytes: Buffer.from('<html></html>') }]);
    await row('Bild.png').getByRole('alert').getByText('passt nicht zur Endung').waitFor();
  });

  it('is not sent when it is too large', async () => {
    await drop([{ name: 'Alles.zip', bytes: new Uint8Array(26 * 1_024 * 1_024) }]);
    await row('Alles.zip').getByRole('alert').getByText('Die Datei ist größer als').waitFor();
  });

  it('and was not taken, keeps the claim from being sent until it is taken away', async () => {
    await drop([program]);
    await page.locator('.claim > .button.primary').click();
    const summary = page.getByRole('region', { name: 'So kann es noch nicht geprüft werden' });
    await summary.getByText('Werkzeug.exe').waitFor();
    await page.getByRole('button', { name: '„Werkzeug.exe“ entfernen' }).click();
    await page.locator('.claim > .button.primary').click();
    await summary.getByText('Werkzeug.exe').waitFor({ state: 'detached' });
  });
});

describe('a file that is on its way when its step is left', () => {
  const asksBeforeLeaving = () =>
    page.evaluate<boolean>(
      `!dispatchEvent(new Event('beforeunload', { cancelable: true }))`, // true: somebody objected
    );
  const leave = async (): Promise<void> => {
    await page.getByRole('link', { name: 'Checkliste', exact: true }).click();
    await page.locator('.checklist').waitFor();
  };

  it('is still there on return, belongs to the draft once it arrives, and closing the window asks first', async () => {
    let open: () => void = () => undefined;
    const opened = new Promise<void>((done) => (open = done));
    await page.route('**/evidence?*', async (route) => {
      await opened;
      await route.continue();
    });
    await drop([picture]);
    await row('Lizenz.png').getByRole('progressbar').waitFor();
    expect(await asksBeforeLeaving()).toBe(true);
    await leave();
    expect(await asksBeforeLeaving()).toBe(true);
    await page.goBack();
    await row('Lizenz.png').getByRole('progressbar').waitFor();
    await leave();
    open();
    await drafted(1);
    expect(await asksBeforeLeaving()).toBe(false);
    await page.goBack();
    await row('Lizenz.png').locator('img').waitFor();
    expect(await page.locator('.file').count()).toBe(1);
    await expectArrived(picture);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
});
