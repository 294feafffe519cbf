import { TEAM } from '../../src/drill/names.js';
import { removeFolders } from '../steps/temporary-folder.js';
import { closeBrowser } from './browser.js';
import { drillCompany, type DrillCompany } from './drill-company.js';
import { DrillPlay } from './drill-play.js';
import { KeyHand } from './key-hand.js';
import type { Keyboard } from './keyboard.js';
import { PASSWORD } from './people.js';
import { Served } from './served.js';

/** `DRILL_KEYS=all` plays to the end; else until every kind of field, a contradiction and an approval have been there. */
const UNTIL = process.env['DRILL_KEYS'] === 'all' ? undefined : 'R-310';
const PLAY_MS = UNTIL === undefined ? 1_500_000 : 600_000;
const served = new Served();
const hands = new Map<string, KeyHand>();
let company: DrillCompany;

beforeAll(async () => {
  await served.start();
  company = await drillCompany(served, { users: 6, seed: 5 });
  for (const [name, page] of company.people) {
    await page.context().clearCookies();
    await page.goto(`${served.address}/runs/${company.run}`);
    hands.set(name, new KeyHand(page, company.run));
  }
}, 120_000);

afterAll(async () => {
  await closeBrowser();
  await served.stop();
  removeFolders();
});

async function signIn(keys: Keyboard, name: string): Promise<void> {
  await keys.tabTo('input[name=name]');
  await keys.write(name);
  await keys.tabTo('input[name=password]');
  await keys.write(PASSWORD);
  await keys.press('Enter');
  await keys.page.locator('.checklist').waitFor();
  await keys.held('signing in');
}

function handOf(name: string): KeyHand {
  const hand = hands.get(name);
  if (!hand) throw new Error(`nobody is called ${name}`);
  return hand;
}

/** What the menu of a step offers, by its place in it, with a reason. */
async function act(hand: KeyHand, step: string, words: string): Promise<void> {
  const { keys } = hand;
  await keys.tabTo('.step-below > .button');
  await keys.press('Enter');
  const items = keys.page.getByRole('menuitem');
  await items.first().waitFor();
  const at = (await items.allInnerTexts()).findIndex((text) => text.startsWith(words));
  for (let n = 0; n < at; n++) await keys.press('ArrowDown');
  await keys.press('Enter');
  await keys.tabTo('[role=dialog] input[name=reason]');
  await keys.write('Zur Übung');
  await keys.press('Enter');
  await keys.page.getByRole('dialog').waitFor({ state: 'detached' });
  await keys.held(`"${words}" of ${step}`);
}

describe('with the keyboard alone', () => {
  it('people sign in where they wanted to go', async () => {
    for (const [name, { keys }] of hands) await signIn(keys, name);
  });

  it(
    `a practice run is played ${UNTIL === undefined ? 'to its end' : `until ${UNTIL}`}, with a contradiction and an approval`,
    async () => {
      const drill = new DrillPlay({ ...company, usual: TEAM.technician, hands });
      await drill.play(UNTIL);
      const { steps, status } = await handOf(TEAM.lead).seen();
      if (UNTIL === undefined) expect(status).toBe('completed');
      expect(drill.told.length).toBeGreaterThan(0);
      const left = steps.filter(
        ({ id, status }) => status === 'ready' && drill.handedIn.includes(id),
      );
      expect(left).toEqual([]);
    },
    PLAY_MS,
  );

  it('a step is opened again, then left out with the consent of a second person', async () => {
    const lead = handOf(TEAM.lead);
    await lead.go('R-111');
    await act(lead, 'R-111', 'Wieder öffnen');
    expect((await lead.task('R-111')).status).toBe('ready');
    const anna = handOf(TEAM.technician);
    await anna.open('R-111');
    await act(anna, 'R-111', 'Überspringen');
    const karl = handOf(TEAM.approver);
    await karl.approve(await karl.open('R-111'), 'einverstanden');
    expect((await karl.task('R-111')).status).toBe('waived');
  }, 120_000);

  it('the focus was seen wherever it stopped', () => {
    for (const { keys } of hands.values()) expect(keys.unseen).toEqual([]);
  });
});
