import { jest } from '@jest/globals';
import { TinyRun } from './tiny-run.js';
import { cleanUp } from './tiny-sequence.js';

afterEach(cleanUp);

/** Somebody hands T-101 in just when its attempts are asked for. */
async function interrupted(): Promise<TinyRun> {
  const tiny = await TinyRun.begin();
  const { store } = tiny.umstieg.core;
  const ask = store.attempts.bind(store);
  const asked = jest.spyOn(store, 'attempts');
  asked.mockImplementationOnce(async (where) => {
    await tiny.hand('T-101', { size: 3 });
    return ask(where);
  });
  return tiny;
}

describe('a step that is looked at while somebody acts on it', () => {
  it('shows status and attempts of one moment', async () => {
    const tiny = await interrupted();
    const task = await tiny.umstieg.queries.task(tiny.id, 'T-101');
    expect(task).toMatchObject({ status: 'done', attempts: [{ status: 'succeeded' }] });
  });

  it('shows its history, status and revision of one moment on its page', async () => {
    const tiny = await interrupted();
    const page = await tiny.umstieg.pages.steps.of(tiny.id, 'T-101');
    const { revision } = await tiny.umstieg.queries.run(tiny.id);
    expect(page).toMatchObject({ status: 'done', revision, attempts: [{ status: 'succeeded' }] });
    expect(page.history.at(-1)?.event).toBe('T-101.consistent');
  });
});
