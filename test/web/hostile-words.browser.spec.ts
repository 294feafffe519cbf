import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { closeBrowser } from './browser.js';
import { withComparison } from './compared.js';
import { invited } from './people-of-drill.js';
import { ownerOf, send } from './people.js';
import { Served } from './served.js';

/** What would run if it were taken for markup, an address or a template. */
const EVIL = '<img src=x onerror=window.ran=1>"\'><script>window.ran=2</script>{{7*7}}';
const SHORT = '<img src=x onerror=window.ran=3>';
const source = readFileSync(join(process.cwd(), 'src', 'web', 'app', 'routes.ts'), 'utf8');
const ROUTES = [...source.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path);
/** Pages that show what nobody typed. */
const OWN_WORDS = ['/start', '/sign-in', '/sign-in/return', '/invitation', '/definitions'];

const SHOWN = `document.documentElement.innerText.includes('<img src=x onerror=')`;

const served = new Served();
let owner: Page;
let run = '';
let compared = '';
/** What the browser itself refused: the policy would stop what the page lets through. */
const refused: string[] = [];

beforeAll(async () => {
  const rows = [`${SHORT}@muster.example,${SHORT},${SHORT}`, `a@muster.example,${SHORT},Berg`];
  compared = await withComparison(served.folder, rows, [`A@muster.example,${SHORT},Berg`]);
  await served.start();
  owner = await ownerOf(served, EVIL);
  owner.on('console', (message) => refused.push(message.text()));
  const made = { customer: EVIL, kind: 'drill' };
  run = (await send<{ id: string }>(owner, '/api/projects', made)).id;
  await invited(served, owner, { name: `${EVIL} 2`, role: 'technician' });
  for (const which of [run, compared]) await everyField(`/api/runs/${which}`);
}, 180_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

/** Everything people can type about a run. */
async function everyField(at: string): Promise<void> {
  const step = `${at}/steps/R-101`;
  await send(owner, `${step}/notes`, { text: EVIL });
  await send(owner, `${step}/assign`, { to: EVIL });
  await send(owner, `${step}/claims`, {
    set: {
      ...{ customer: EVIL, partner: EVIL, contacts: [EVIL], projectLead: EVIL, technician: EVIL },
      ...{ approvers: [EVIL] },
    },
  }).catch(() => undefined); // a field may refuse it; what was refused is shown too
  await send(owner, `${at}/steps/R-110/waive`, { reason: EVIL }).catch(() => undefined);
  await send(owner, `${at}/pause`, { reason: EVIL });
}

/** Elements that only markup out of the words could have made, and whether any of them ran. */
const made = (page: Page) =>
  page.evaluate<string[]>(`(() => [
    ...[...document.querySelectorAll('[onerror], img[src="x"], script:not([src])')].map((e) => e.outerHTML),
    ...('ran' in window ? ['ran ' + window.ran] : []),
  ])()`);

describe('words that are markup', () => {
  it.each(ROUTES)('are shown as words on %s', async (route) => {
    for (const which of [compared, run]) {
      const path = route.replace(':run', which).replace(':step', 'R-101');
      await owner.goto(served.address + path);
      await owner.locator('h1').waitFor();
      if (!OWN_WORDS.includes(route) && which === run) await owner.waitForFunction(SHOWN);
      expect(await made(owner)).toEqual([]);
    }
  });

  it('are shown as words in the details of a row that does not match', async () => {
    await owner.goto(`${served.address}/runs/${compared}/matching`);
    await owner.locator('[role=row][aria-rowindex="2"]').click();
    await owner.getByRole('complementary', { name: 'Einzelheiten' }).waitFor();
    expect(await made(owner)).toEqual([]);
  });

  it('are words in the report too, on the screen and on paper', async () => {
    await owner.goto(`${served.address}/api/runs/${run}/report.html?lang=de`);
    expect(await made(owner)).toEqual([]);
    await owner.emulateMedia({ media: 'print' });
    expect(await owner.locator('body').innerText()).toContain('<img src=x onerror=');
    const answer = await owner.request.get(`${served.address}/api/runs/${run}/report.pdf?lang=de`);
    expect(answer.headers()['content-disposition']).toMatch(/^attachment/);
    const bytes = (await answer.body()).toString('latin1');
    expect(bytes).not.toMatch(/\/(JS|JavaScript|Launch|OpenAction)\b/);
  });

  it('never came as far as the policy of the browser', () => {
    expect(refused.filter((line) => /Content Security Policy/i.test(line))).toEqual([]);
  });

  it('would be found where a page took them for markup', async () => {
    await owner.goto(`${served.address}/`);
    await owner.evaluate(`document.body.insertAdjacentHTML('beforeend', '${SHORT}')`);
    expect(await made(owner)).toHaveLength(1);
  });
});
