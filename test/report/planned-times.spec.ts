import { buildModel } from '../../src/report/build-model.js';
import { reportHtml } from '../../src/report/report-html.js';
import { TinyRun } from '../engine/tiny-run.js';
import { anna, cleanUp } from '../engine/tiny-sequence.js';
import { model, ZONE } from './model.js';

afterEach(cleanUp);

const UNTIL = '2026-03-04T16:00:00.000Z';
const CUT_OVER = '2026-03-14T07:30:00.000Z';

describe('planned and actual in a report', () => {
  it('are what was planned for parts and milestones, beside when it came', async () => {
    const tiny = await TinyRun.begin();
    const parts = { first: { from: null, until: UNTIL } };
    const steps = { 'T-201': CUT_OVER };
    await tiny.umstieg.command(tiny.id, { do: 'plan', parts, steps }, anna);
    await tiny.hand('T-101', { size: 3 });
    const { parts: shown } = await tiny.umstieg.pages.checklists.of(tiny.id);
    const [first] = shown;
    const made = await buildModel(tiny.umstieg, tiny.id);
    expect(made.planned).toEqual([
      {
        title: { de: 'Erstes', en: 'First' },
        planned: { from: null, until: UNTIL },
        actual: { from: first?.began, until: first?.ended },
      },
      {
        title: { de: 'T-201', en: 'T-201' },
        planned: { from: null, until: CUT_OVER },
        actual: { from: null, until: null },
      },
    ]);
    expect(reportHtml(made, 'de', ZONE)).toContain('Geplant und tatsächlich');
    expect(reportHtml(made, 'en', ZONE)).toContain('Planned and actual');
  });

  it('take no room where nothing was planned', () => {
    expect(reportHtml(model(), 'de', ZONE)).not.toContain('Geplant und tatsächlich');
  });
});
