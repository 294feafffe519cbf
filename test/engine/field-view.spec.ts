import { fieldsOf } from '../../src/engine/field-view.js';
import { isDefault } from '../../src/web/pages/step/answers.js';
import { SPECS } from '../docs/documented-steps.js';

function field(step: string, name: string) {
  const spec = SPECS.get(step);
  const found = spec && fieldsOf(spec).find((one) => one.name === name);
  if (!found) throw new Error(`${step} has no field ${name}`);
  return found;
}

/** A label that names the case in which its answer is needed. */
const CASE = /^(?:Grund, (?:falls|wenn)|Gründe, wo|Nur (?:wenn|bei)|Fehler\w+, falls)/;

describe('a field that may stay empty', () => {
  it('says when it is needed after all', () => {
    expect(field('R-109', 'v4Users')).toMatchObject({
      required: false,
      needed: { en: 'needed unless Umstieg reads it from the Active Directory' },
    });
    expect(field('R-607', 'whyAgain').needed?.de).toContain('nötig, wenn noch einmal');
    expect(field('R-804', 'note').needed).toBeUndefined();
  });

  it('is never called optional below a label that names the case', () => {
    for (const spec of SPECS.values())
      for (const { name, label, required, needed } of fieldsOf(spec))
        if (CASE.test(label.de) && !required)
          expect([spec.id, name, needed === undefined]).toEqual([spec.id, name, false]);
  });

  it('says so in the columns of a table, too', () => {
    const columns = field('R-1001', 'results').columns ?? [];
    expect(columns.find(({ name }) => name === 'followUp')?.needed?.en).toBe(
      'needed if it does not work',
    );
  });

  it('and the contacts of a customer may stay empty, since a check takes that', () => {
    expect(field('R-101', 'contacts')).toMatchObject({ required: false, default: [] });
  });
});

describe('the way back of the cut-over', () => {
  it('is asked for in a step that R-1000 builds on, so that it stands before whoever approves', () => {
    expect(field('R-110', 'wayBack')).toMatchObject({ required: false, secret: false });
    expect(SPECS.get('R-1000')?.reads).toContain('R-110');
  });
});

describe('an answer nobody gave', () => {
  it('is known as what counts without one', () => {
    const rounds = field('R-709', 'rounds');
    expect(rounds.default).toBe(4);
    expect(isDefault(rounds, 4)).toBe(true);
    expect(isDefault(rounds, 5)).toBe(false);
    expect(isDefault(field('R-904', 'allowedValues'), ['0', '1', '2', '3', 'true', 'false'])).toBe(
      true,
    );
  });

  it('is never said of a field without a default', () => {
    expect(isDefault(field('R-101', 'partner'), undefined)).toBe(false);
  });
});

describe('the settings of the import', () => {
  it('have the names of the scope wherever they are asked for', () => {
    const named = field('R-605', 'items').options?.map(({ text }) => text.de);
    expect(named).toEqual(expect.arrayContaining(['PBX: Festnetz', 'UM: Gateway', 'Fax: Drucker']));
    for (const [step, table] of [
      ['R-605', 'reasons'],
      ['R-606', 'perItem'],
      ['R-609', 'items'],
    ] as const) {
      const column = field(step, table).columns?.find(({ name }) => name === 'item');
      expect(column?.options?.map(({ text }) => text.de)).toEqual(named);
    }
  });
});
