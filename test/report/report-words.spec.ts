import { reportHtml } from '../../src/report/report-html.js';
import { model, step, ZONE } from './model.js';

describe('English words of the report', () => {
  it('are those of the pages: practice and skipped', () => {
    const waived = step({ id: 'R-603', status: 'waived', verdict: null, reason: 'empty' });
    const run = { ...model().run, kind: 'drill' } as const;
    const text = reportHtml(model({ run, steps: [waived] }), 'en', ZONE)
      .replace(/<style>[\s\S]*?<\/style>|<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
    expect(text).toContain('· practice r-1');
    expect(text).toContain('– skipped');
    expect(text).not.toMatch(/waive|drill/);
  });
});
