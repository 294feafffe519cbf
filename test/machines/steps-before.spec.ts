import { stepsBefore } from '../../src/machines/steps-before.js';
import { definition } from '../engine/whole-run.js';

const before = (step: string): readonly string[] => {
  const machine = definition.json.parts[definition.partOf.get(step) ?? ''];
  if (!machine) throw new Error(`${step} stands in no part`);
  return [...stepsBefore(machine, step)].toSorted();
};

describe('what stands before a step on the way of its part', () => {
  it('is an added row too, whatever its number', () => {
    expect(before('R-703')).toEqual(['R-701', 'R-702', 'R-709']);
    expect(before('R-709')).toEqual(['R-701', 'R-702']);
  });

  it('is nothing of a track beside it', () => {
    expect(before('R-705')).not.toContain('R-704');
    expect(before('R-706')).toEqual(expect.arrayContaining(['R-703', 'R-704', 'R-705', 'R-708']));
  });

  it('is the first of two steps on a loop', () => {
    expect(before('R-707')).toContain('R-706');
    expect(before('R-706')).not.toContain('R-707');
  });

  it('never goes round in a circle', () => {
    for (const step of definition.steps)
      for (const other of before(step)) expect(before(other)).not.toContain(step);
  });
});
