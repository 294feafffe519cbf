import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TEAM } from '../../src/drill/names.js';
import { removeFolders } from '../steps/temporary-folder.js';
import { closeBrowser } from './browser.js';
import { drillCompany, type DrillCompany } from './drill-company.js';
import { DrillPlay } from './drill-play.js';
import { keptInBrowser } from './kept-in-browser.js';
import { PASSWORD } from './people.js';
import { Served } from './served.js';
import { StepHand } from './step-hand.js';

/** The power goes while the check of this step is running. */
const OUTAGE_AT = 'R-406';
const PLAY_MS = 600_000;
const COMMAND_MS = 120_000;
const served = new Served();
let company: DrillCompany;
let drill: DrillPlay;

beforeAll(async () => {
  await served.start();
  company = await drillCompany(served, { users: 9, seed: 5 });
  const { people, run } = company;
  const hands = new Map([...people].map(([name, page]) => [name, new StepHand(page, run)]));
  const cut = async () => {
    await served.kill();
    await served.start();
  };
  const outage = { at: OUTAGE_AT, cut };
  drill = new DrillPlay({ ...company, usual: TEAM.technician, hands, outage });
  await drill.play();
}, PLAY_MS);

afterAll(async () => {
  await closeBrowser();
  await served.stop();
  removeFolders();
});

interface Entry {
  readonly event: string;
  readonly step: string;
}

async function entries(): Promise<Entry[]> {
  const found: Entry[] = [];
  for (let after = ''; ;) {
    const path = `/api/runs/${company.run}/entries?kind=event&limit=200${after}`;
    const answer = await company.lead.request.get(served.address + path);
    const { items, next } = (await answer.json()) as { items: Entry[]; next: string | null };
    found.push(...items);
    if (next === null) return found;
    after = `&after=${next}`;
  }
}

describe('a whole practice run through the page, by technician, approver, lead and customer, the power failing once', () => {
  it('brings every step to its end', async () => {
    const { steps, status, progress } = await new StepHand(company.lead, company.run).seen();
    const left = steps.filter((step) => !['done', 'not-applicable'].includes(step.status));
    expect(left.map(({ id }) => id)).toEqual([]);
    expect([status, progress.done]).toEqual(['completed', progress.total]);
  });

  it('hands everything in once, also what was on its way when the power went', async () => {
    expect(drill.outages).toBe(1);
    const submitted = (await entries()).filter(({ event }) => event.endsWith('.submit'));
    expect(submitted.map(({ step }) => step)).toEqual(drill.handedIn);
  });

  it('is told why an answer contradicts what is known, with both values', () => {
    expect(drill.told.length).toBeGreaterThan(0);
    expect(drill.told.filter(({ reasons }) => reasons === 0)).toEqual([]);
    expect(drill.told.filter(({ compared }) => compared > 0).length).toBeGreaterThan(0);
  });

  it('leaves nothing in the browsers to be sent', async () => {
    for (const page of company.people.values())
      expect(await keptInBrowser(page, company.run)).toEqual([]);
  });

  it('leaves an audit trail that verifies', async () => {
    const password = join(served.folder, 'password');
    const token = join(served.folder, 'token');
    writeFileSync(password, PASSWORD);
    const umstieg = async (...args: readonly string[]) => {
      const all = ['bin/umstieg.js', '--data', join(served.folder, 'data'), '--json', ...args];
      const { stdout } = await promisify(execFile)(process.execPath, all, { timeout: COMMAND_MS });
      return JSON.parse(stdout) as unknown;
    };
    await umstieg(
      'people',
      'sign-in',
      '--name',
      TEAM.lead,
      '--password-file',
      password,
      '-o',
      token,
    );
    const verified = await umstieg('--token-file', token, 'audit', 'verify', company.run);
    expect(verified).toMatchObject({ ok: true, findings: [] });
  });

  it('ends with the report, which the customer opens', async () => {
    const page = company.people.get(TEAM.customer);
    if (!page) throw new Error('no customer');
    await page.goto(`${served.address}/runs/${company.run}`);
    await page.getByText('Alles ist erledigt.').waitFor();
    await page.goto(`${served.address}/runs/${company.run}/report`);
    await page.getByRole('heading', { level: 1, name: 'Bericht' }).waitFor();
    await page.frameLocator('iframe').getByText(TEAM.customer).first().waitFor();
  });
});
