import { PassThrough } from 'node:stream';
import { Screen } from '../../src/cli/screen.js';
import { waitingText } from '../../src/cli/waiting-text.js';
import type { StepView } from '../../src/engine/views.js';

const said = (language: 'de' | 'en', step: Partial<StepView>) => {
  const screen = new Screen(false, language, {
    stdout: new PassThrough(),
    stderr: new PassThrough(),
  });
  return waitingText({ doers: ['Anna'], ...step } as StepView, screen);
};
const approval = { de: 'Freigabe vor dem Klick', en: 'Approval before the click' };

describe('what the command line says of a step that waits for a second person', () => {
  it('calls the approval what the step calls it, as the pages do', () => {
    const step = { waitingFor: { kind: 'result', by: null }, approval };
    expect(said('de', step)).toBe(
      'wartet auf Freigabe vor dem Klick durch eine andere Person als Anna',
    );
    expect(said('en', step)).toBe(
      'waiting for approval before the click by somebody other than Anna',
    );
  });

  it('names a request what it is, and a result that has no word of its own', () => {
    const waive = { waitingFor: { kind: 'waive', by: 'Karl' }, approval };
    expect(said('de', waive)).toContain('Freigabe des Überspringens');
    const result = { waitingFor: { kind: 'result', by: null } };
    expect(said('de', result)).toContain('Freigabe des Ergebnisses');
  });
});
