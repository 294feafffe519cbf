import { actsOn } from '../../src/web/pages/step/acts-on.js';
import type { Step } from '../../src/web/pages/step/shapes.js';

const me = { account: 'a', name: 'Anna Berg', actions: ['run.redo', 'run.note'] };
const redosOf = (page: Partial<Step>) =>
  actsOn({ overwrites: false, pointOfNoReturn: false, ...page } as Step, me).filter(
    (act) => act !== 'note',
  );

describe('doing a step once more', () => {
  it('opens it at once where nothing was overwritten', () => {
    expect(redosOf({ status: 'done' })).toEqual(['redo']);
    expect(redosOf({ status: 'waived', overwrites: true })).toEqual(['redo']);
  });

  it('is only asked for where it overwrote something', () => {
    for (const status of ['done', 'outdated'] as const)
      expect(redosOf({ status, overwrites: true })).toEqual(['askRedo']);
  });

  it('is not offered behind the point of no return, nor before anything was done', () => {
    expect(redosOf({ status: 'done', overwrites: true, pointOfNoReturn: true })).toEqual([]);
    expect(redosOf({ status: 'ready', overwrites: true })).toEqual([]);
  });
});
