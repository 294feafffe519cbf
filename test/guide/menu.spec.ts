import { join } from 'node:path';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';
import { GuidedRun } from './at-the-menu.js';
import { KEYS } from './terminal.js';
import type { Typist } from './typist.js';

const REASON = 'So ist es besprochen';
let run: GuidedRun;

beforeEach(() => {
  run = GuidedRun.begin(join(makeFolder(), 'data'));
});
afterEach(() => {
  run.kill();
});
afterAll(removeFolders);

/** Takes an entry of “Anderes …”. */
async function other(typist: Typist, entry: string): Promise<void> {
  await typist.atMenu();
  await typist.choose((label) => label.startsWith('Anderes'));
  await typist.choose((label) => label.startsWith(entry));
}

async function because(typist: Typist): Promise<void> {
  await typist.terminal.answer(REASON + KEYS.enter);
  await typist.atMenu();
}

describe('“Anderes …” in the guide', () => {
  it('switches an optional step off on request of one and decision of another, and on again', async () => {
    const anna = run.sit('Anna Berg');
    await other(anna, 'Freiwilligen Schritt abschalten');
    await anna.choose((label) => label.startsWith('R-110 '));
    await because(anna);
    expect(run.step('R-110')).toMatchObject({ status: 'waiting-approval' });
    expect((await anna.atMenu()).options.map((o) => o.label).join()).not.toContain('R-110');
    await run.leave(anna);

    const karl = run.sit('Karl Adam');
    await karl.approve('R-110', REASON);
    expect(run.step('R-110')).toMatchObject({ off: true });
    await other(karl, 'Abgeschalteten Schritt einschalten');
    await karl.choose((label) => label.startsWith('R-110 '));
    await because(karl);
    expect(run.step('R-110')?.off).not.toBe(true);
    await run.leave(karl);
  }, 120_000);

  it('pauses the run, offers no step meanwhile, and goes on with it', async () => {
    const anna = run.sit('Anna Berg');
    await other(anna, 'Den Lauf anhalten');
    await because(anna);
    expect(run.view().paused).toBe(true);
    const labels = (await anna.atMenu()).options.map((o) => o.label);
    expect(labels).toEqual(['Anderes …', 'Für jetzt aufhören']);
    expect(anna.terminal.text()).toContain('Der Lauf ist angehalten.');
    await other(anna, 'Den Lauf fortsetzen');
    await because(anna);
    expect(run.view().paused).toBe(false);
    expect((await anna.atMenu()).options[0]?.label).toMatch(/^Weiter: R-101 /);
    await run.leave(anna);
  }, 120_000);

  it('sends nothing when the person goes back with Esc before the reason', async () => {
    const anna = run.sit('Anna Berg');
    const { revision } = run.view();
    await other(anna, 'Den Lauf anhalten');
    await anna.terminal.answer(KEYS.escape);
    await anna.atMenu();
    expect(anna.terminal.text()).toContain('Zurück zur Auswahl.');
    expect(run.view()).toMatchObject({ paused: false, revision });
    await anna.terminal.answer(KEYS.escape);
    expect(await anna.terminal.ended()).toBe(0);
  }, 120_000);
});
