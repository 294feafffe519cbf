import { join } from 'node:path';
import { Erasures } from '../../src/engine/erasures.js';
import { namedPerson } from '../../src/engine/named-person.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { WHOLE_STATE } from '../../src/persistence/whole-state.js';
import { RawFile } from '../persistence/raw-file.js';
import {
  anna,
  cleanUp,
  karl,
  newTinyRun,
  openTiny,
  statusOf,
  temporaryFolder,
} from './tiny-sequence.js';

let folder: string;
let umstieg: Umstieg;
let run: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  umstieg = await openTiny(folder);
  run = await newTinyRun(umstieg);
});
afterEach(cleanUp);

const named = (name: string) => ({ who: { ...anna.who, name } });
const askToWaive = (name: string) =>
  umstieg.command(run, { do: 'waive', step: 'T-101', reason: 'no time' }, named(name));
const approve = (name: string) =>
  umstieg.command(run, { do: 'approve', step: 'T-101' }, named(name));

describe('one person', () => {
  it.each([
    ['case', 'anna müller', 'ANNA MÜLLER'],
    ['blanks', 'Anna Müller', '  Anna   Müller '],
    ['a missing blank', 'Anna Müller', 'AnnaMüller'],
    ['a no-break space', 'Anna Müller', 'Anna\u00a0Müller'],
    ['a zero-width space', 'Anna', 'An\u200bna'],
    ['a zero-width joiner at the end', 'Anna', 'Anna\u200d'],
    ['a right-to-left mark', 'Anna', '\u200fAnna'],
    ['a word joiner', 'Anna', 'Anna\u2060'],
    ['a soft hyphen', 'Anna', 'An\u00adna'],
    ['a byte order mark', 'Anna', '\ufeffAnna'],
    ['a variation selector', 'Anna', 'Anna\ufe0f'],
    ['a Hangul filler', 'Anna', 'Anna\u3164'],
    ['a tag character', 'Anna', 'Anna\u{e0041}'],
    ['a control character', 'Anna', 'Anna\u0007'],
    ['the decomposed umlaut', 'M\u00fcller', 'Mu\u0308ller'],
    ['full-width letters', 'Anna', '\uff21\uff4e\uff4e\uff41'],
    ['a transliterated umlaut', 'Müller', 'Mueller'],
    ['sharp s', 'Weiß', 'WEISS'],
  ])('stays one person in spite of %s', async (_what, first, second) => {
    await askToWaive(first);
    await expect(approve(second)).rejects.toMatchObject({ code: 'approval.same-person' });
  });

  it('is not somebody with another name', async () => {
    await askToWaive('Anna Müller');
    await approve('Anna Möller');
    expect(await statusOf(umstieg, run, 'T-101')).toBe('waived');
  });

  it('needs a name that can be seen', async () => {
    await expect(askToWaive('\u200b\u2060 ')).rejects.toMatchObject({ code: 'actor.required' });
  });
});

describe('a person whose name was erased', () => {
  async function eraseNames(): Promise<void> {
    await new Erasures(umstieg).person(namedPerson('Anna', []), {
      who: karl.who,
      reason: 'Antrag',
    });
    await umstieg.close();
    umstieg = await openTiny(folder);
  }

  it('is still the one who did it and decides on no own work', async () => {
    await askToWaive(anna.who.name);
    await eraseNames();
    await expect(approve(' ANNA')).rejects.toMatchObject({ code: 'approval.same-person' });
    await approve(karl.who.name);
    expect(await statusOf(umstieg, run, 'T-101')).toBe('waived');
    expect(await umstieg.verify(run)).toMatchObject({ ok: true });
  });

  it('is found neither by name nor by the same mark in another run', async () => {
    await askToWaive(anna.who.name);
    const other = await newTinyRun(umstieg);
    await umstieg.command(other, { do: 'waive', step: 'T-101', reason: 'x' }, anna);
    await eraseNames();
    const states = await RawFile.use(join(folder, 'umstieg.sqlite'), (raw) =>
      raw.all<{ state: string }>(`SELECT ${WHOLE_STATE} AS state FROM run r WHERE kind = 'live'`),
    );
    const marks = states.map(({ state }) =>
      Object.keys((JSON.parse(state) as { people: Record<string, string> }).people),
    );
    expect(marks.flat()).toHaveLength(2);
    expect(new Set(marks.flat()).size).toBe(2);
    expect(JSON.stringify(states)).not.toMatch(/anna/iu);
  });
});
