import { diffDefinitions } from '../../src/machines/definition-diff.js';
import type { DefinitionJson } from '../../src/machines/definition.js';
import { DEFINITION } from '../../src/machines/documented/definition.js';
import { fact, task, type MachineJson, type StateJson } from '../../src/machines/kinds.js';
import { nextOf, TO_NEXT } from '../recorded/next-definition.js';

const transfer = DEFINITION.parts['transfer'] as MachineJson;
const withTransfer = (states: Readonly<Record<string, StateJson>>): DefinitionJson => ({
  ...DEFINITION,
  version: '2',
  parts: {
    ...DEFINITION.parts,
    transfer: { ...transfer, states: { ...transfer.states, ...states } },
  },
});
const said = (to: DefinitionJson) =>
  diffDefinitions(DEFINITION, to).changes.map((c) => `${c.machine}: ${c.text.en}`);

describe('the difference between two definitions', () => {
  it('is none between a definition and itself, whatever its version', () => {
    const diff = diffDefinitions(DEFINITION, { ...DEFINITION, version: '1.0.1' });
    expect(diff).toMatchObject({ same: true, changes: [], textsOnly: [] });
  });

  it('does not count texts: they are listed apart', () => {
    const state = transfer.states?.['copying'];
    const diff = diffDefinitions(
      DEFINITION,
      withTransfer({ copying: { ...state, tags: ['x'], meta: {} } }),
    );
    expect(diff).toMatchObject({ same: true, changes: [], textsOnly: ['transfer.copying'] });
  });

  it('names what is asked of a step differently', () => {
    const asked = task('R-501', 'copying', { needs: ['R-201'], sticky: true, approval: true });
    expect(said(withTransfer({ directoryCreated: asked }))).toEqual([
      'transfer: directoryCreated: R-501.settled → copying: the condition "R-201, R-406 settled" is now "R-201 settled".',
      'transfer: Step R-501 needs R-201 first instead of R-201, R-406.',
      'transfer: Step R-501 no longer reopens by itself.',
      'transfer: Step R-501 needs an approval after the check.',
    ]);
  });

  it('says guards, ways, states and actions in words', () => {
    const guarded = {
      'R-501.settled': { target: 'copying', guard: fact('R-102', 'virtual', true) },
      'signal.lost': 'lost',
    };
    const created = { ...transfer.states?.['directoryCreated'], on: guarded, exit: [] };
    const words = said(withTransfer({ directoryCreated: created, lost: { on: {} } }));
    expect(words).toEqual([
      'transfer: directoryCreated: R-501.settled → copying: the condition "R-201, R-406 settled" is now "R-102 virtual = true".',
      'transfer: directoryCreated: signal.lost → lost: new.',
      'transfer: State "lost" is new.',
    ]);
  });

  it('tells renamed states from new ones, split and removed steps by the mapping', () => {
    const changes = diffDefinitions(DEFINITION, nextOf(DEFINITION), TO_NEXT).changes.map(
      (c) => c.text.de,
    );
    expect(changes).toEqual(
      expect.arrayContaining([
        'Zustand „approval“ heißt jetzt „secondPerson“.',
        'Zustand „numberChosen“ ist neu.',
        'Zustand „variantKnown“ entfällt.',
        'Schritt R-304 ist aufgeteilt in R-304, R-314.',
        'Schritt R-400 ist neu.',
        'Schritt R-402 entfällt.',
      ]),
    );
  });
});
