import type { Checklist } from '../../src/web/api/shapes.js';
import { changes, linesOf, type Line } from '../../src/web/pages/plan/dates.js';

const AT = '2090-03-04T16:00:00Z';
const NEVER = { from: null, until: null };
const line = (id: string, until: string | null): Line => ({
  ...{ kind: 'part', id, title: { de: id, en: id }, due: undefined, open: [] },
  ...{ planned: { from: null, until }, actual: NEVER },
});

describe('what is sent of the dates of a run', () => {
  it('is what was typed, and nothing of what others planned meanwhile', () => {
    const lines = [line('intake', null), line('license', AT)];
    const { count, body } = changes(lines, { intake: { from: null, until: AT } });
    expect(count).toBe(1);
    expect(body).toEqual({ parts: { intake: { from: null, until: AT } }, steps: {} });
  });

  it('is nothing where what was typed stands already, written otherwise', () => {
    const typed = { license: { from: null, until: '2090-03-04T17:00:00+01:00' } };
    expect(changes([line('license', AT)], typed).count).toBe(0);
  });
});

describe('a part that has ended', () => {
  it('names its steps that are still open', () => {
    const title = { de: 'Vorbereitung', en: 'Preparation' };
    const step = (id: string, status: string, part = 'intake') => ({ id, status, part });
    const steps = [step('one', 'done'), step('two', 'ready'), step('three', 'ready', 'license')];
    const parts = [{ name: 'intake', title, ended: AT }];
    const list = { parts, milestones: [], steps } as unknown as Checklist;
    expect(linesOf(list)[0]).toMatchObject({ actual: { until: AT }, open: ['two'] });
  });
});
