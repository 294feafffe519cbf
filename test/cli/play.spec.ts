import { documentOf, errorOf, Folder, withEngine, type Ended } from './command-line.js';

/** Answer files on a real data folder: in order, each entry once, stopping at the first that ends otherwise. */
interface Shown {
  readonly id: string;
  readonly revision: number;
  readonly clock: string | null;
  readonly steps: readonly { readonly id: string; readonly status: string }[];
}

const folder = new Folder();
let umstieg: Awaited<ReturnType<typeof withEngine>>;
const call = (...args: string[]): Promise<Ended> =>
  umstieg(...args, '--data', `${folder.path}/data`, '--json');
const newRun = async (kind: string): Promise<Shown> =>
  documentOf(
    await call('project', 'new', '--customer', 'M', '--kind', kind, '--as', 'Anna'),
  ) as Shown;
const shown = async (id: string): Promise<Shown> =>
  documentOf(await call('project', 'show', id)) as Shown;
const play = (id: string, name: string, text: string): Promise<Ended> =>
  call('play', id, folder.file(name, text));

beforeAll(async () => {
  umstieg = await withEngine();
  folder.file('info.png', 'picture');
});
afterAll(() => {
  folder.remove();
});

const CLAIM = `{customer: M, partner: P, contacts: [a@x.example], sourceProduct: uc-v4,
          sourceVersion: 4.5.5, targetVersion: V9 SR1}`;
const BEGIN = `
- {clock: 2026-03-02T08:00:00Z}
- id: too-early
  step: R-104
  as: Anna
  set: {release: V9 SR1}
  expect: {exit: 3}
- step: R-101
  as: Anna
  set: ${CLAIM}
  evidence: info.png
- {do: assign, step: R-111, to: Bernd, as: Anna}
- {advance: P1DT2H}
`;

describe('play', () => {
  it('feeds entries in order, refusals that were expected included', async () => {
    const { id } = await newRun('drill');
    const ended = await play(id, 'begin.yaml', BEGIN);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(documentOf(ended)).toEqual({ played: 5, total: 5, status: 'waiting' });
    const now = await shown(id);
    expect(now.clock).toBe('2026-03-03T10:00:00.000Z');
    expect(now.steps.find((s) => s.id === 'R-101')?.status).toBe('done');
  });

  it('changes nothing when it is played again', async () => {
    const { id } = await newRun('drill');
    await play(id, 'begin.yaml', BEGIN);
    const before = await shown(id);
    expect(documentOf(await play(id, 'begin.yaml', BEGIN))).toMatchObject({ played: 5 });
    expect(await shown(id)).toEqual(before);
  });

  it('goes on where a shorter file ended', async () => {
    const { id } = await newRun('drill');
    await play(id, 'part.yaml', BEGIN.split('- {do: assign')[0] ?? '');
    const before = await shown(id);
    expect(documentOf(await play(id, 'begin.yaml', BEGIN))).toMatchObject({ played: 5 });
    expect((await shown(id)).revision).toBe(before.revision + 2);
  });
});

describe('play, when an entry was refused for the moment only,', () => {
  it('goes on there once the moment has passed, under the same ids', async () => {
    const { id } = await newRun('drill');
    const late = `- {step: R-103, as: Anna, do: assign, to: Bernd}\n- {step: R-101, as: Anna, evidence: info.png, set: ${CLAIM}}\n`;
    await call('project', 'pause', id, '--reason', 'lunch', '--as', 'Anna');
    expect((await play(id, 'late.yaml', late)).code).toBe(3);
    await call('project', 'resume', id, '--reason', 'back', '--as', 'Anna');
    expect(documentOf(await play(id, 'late.yaml', late))).toMatchObject({ played: 2, total: 2 });
  });
});

describe('play, when an entry does not end as it should,', () => {
  it('stops at the first refusal with its exit code and names the entry', async () => {
    const { id } = await newRun('drill');
    const text = `- {clock: 2026-03-02T08:00:00Z}\n- {id: early, step: R-104, as: Anna, set: {release: V9 SR1}}\n- {advance: P1D}\n`;
    const ended = await play(id, 'early.yaml', text);
    expect(ended.code).toBe(3);
    expect(documentOf(ended)).toMatchObject({
      error: { code: 'step.not-ready' },
      played: 1,
      total: 3,
      stoppedAt: { index: 1, id: 'early', row: 2, step: 'R-104', exit: 3, expected: 0 },
    });
    expect(ended.stderr).toContain('Eintrag #1 early R-104');
    expect((await shown(id)).clock).toBe('2026-03-02T08:00:00.000Z');
  });

  it('stops at a contradiction with 5, and at an expected refusal that did not come', async () => {
    const { id } = await newRun('drill');
    await play(id, 'begin.yaml', BEGIN);
    const hosts = '{newHardware: true, sourceHost: a, targetHost: A, targetMachine: physical}';
    const other = await play(id, 'hosts.yaml', `- {id: h, step: R-102, as: Anna, set: ${hosts}}\n`);
    expect([other.code, (documentOf(other) as { stoppedAt: object }).stoppedAt]).toEqual([
      2,
      expect.objectContaining({ id: 'h', exit: 2 }),
    ]);
    const full = hosts.replace(
      '}',
      ', sourceAddresses: [192.0.2.1], targetAddresses: [192.0.2.2]}',
    );
    const against = await play(
      id,
      'hosts.yaml',
      `- {id: h2, step: R-102, as: Anna, set: ${full}}\n`,
    );
    expect(against.code).toBe(5);
    expect(documentOf(against)).toMatchObject({ stoppedAt: { verdict: 'contradicts' } });
    const mild = await play(id, 'mild.yaml', `- {id: m, advance: P1D, expect: {exit: 3}}\n`);
    expect(mild.code).toBe(1);
  });

  it('takes values from the environment, from files and as absolute paths, and warns of clear secrets', async () => {
    const { id } = await newRun('live');
    folder.file('code.txt', 'ABC\n');
    const text = `
- {id: a, step: R-302, as: Anna, set: {licenseRequestCode: {file: code.txt}, securityCode: clear}}
`;
    const ended = await play(id, 'codes.yaml', text);
    expect(ended.stderr).toContain('securityCode steht im Klartext');
    expect(ended.stderr).not.toContain('licenseRequestCode steht');
    const missing = await play(
      id,
      'env.yaml',
      '- {id: b, step: R-302, as: Anna, set: {securityCode: {env: UMSTIEG_NO_SUCH_NAME}}}\n',
    );
    expect([missing.code, errorOf(missing).code]).toEqual([2, 'input.invalid']);
    expect(errorOf(missing).message).toContain('UMSTIEG_NO_SUCH_NAME');
    const none = await play(
      id,
      'none.yaml',
      `- {id: c, step: R-302, as: Anna, set: {x: {file: nothing}}}\n`,
    );
    expect([none.code, errorOf(none).code]).toEqual([2, 'file.unreadable']);
  });
});

describe('an answers file', () => {
  it('has no clock to move in a live run', async () => {
    const { id } = await newRun('live');
    const ended = await play(id, 'clock.yaml', '- {advance: P1D}\n');
    expect([ended.code, errorOf(ended).code]).toEqual([3, 'clock.real']);
  });

  it('needs to know who acts in every entry that is no clock', async () => {
    const { id } = await newRun('drill');
    const ended = await play(id, 'nobody.yaml', `- {step: R-101, set: ${CLAIM}}\n`);
    expect([ended.code, errorOf(ended).code]).toEqual([2, 'actor.required']);
  });

  it.each([
    ['no YAML', '- [unclosed', 1],
    ['no list', 'step: R-101', 1],
    ['an unknown field', '- {advance: P1D}\n- {step: R-101, sets: {}}', 2],
    ['an entry without a step', '- {do: approve, as: A}', 1],
    ['the same id twice', '- {id: a, advance: P1D}\n- {id: a, advance: P1D}', 2],
  ])('names file and line of an answers file with %s', async (_what, text, row) => {
    const ended = await play('r-any', 'odd.yaml', text);
    expect(ended.code).toBe(2);
    expect(errorOf(ended).code).toBe('input.invalid');
    expect(errorOf(ended).place?.row).toBe(row);
  });

  it('names an unknown run', async () => {
    const ended = await play('r-nothing', 'begin.yaml', BEGIN);
    expect([ended.code, errorOf(ended).code]).toEqual([2, 'run.not-found']);
  });
});
