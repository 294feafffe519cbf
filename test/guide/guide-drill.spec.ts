import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAnswers, type Answer } from '../../src/cli/answers-file.js';
import type { RunView } from '../../src/engine/views.js';
import { documentOf, umstieg } from '../cli/command-line.js';
import { writtenDrill } from '../drill/drill-folder.js';
import { RawFile } from '../persistence/raw-file.js';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';
import { DrillByHand } from './drill-by-hand.js';
import { fieldsOf } from './forms.js';

const KILLS = { typing: 'R-203', running: 'R-406' };
const data = join(makeFolder(), 'data');
let answers: readonly Answer[];
let hand: DrillByHand;
let runId: string;

beforeAll(async () => {
  const drill = await writtenDrill(9, 5);
  ({ answers } = await readAnswers(join(drill, 'answers.yaml')));
  const customer = String(valuesOf('R-101')['customer']);
  const project = ['project', 'new', '--customer', customer, '--kind', 'drill'];
  const made = umstieg(['--data', data, '--json', '--as', 'Anna Berg', ...project]);
  runId = (documentOf(made) as RunView).id;
  hand = new DrillByHand(data, runId, drill, KILLS);
  await hand.play(answers);
}, 900_000);

afterAll(() => {
  hand.kill();
  removeFolders();
});

function valuesOf(step: string): Readonly<Record<string, unknown>> {
  const { entry } = answers.find((a) => 'step' in a.entry && a.entry.step === step) ?? {};
  return entry && 'set' in entry ? (entry.set ?? {}) : {};
}

/** Content of every file below a folder. */
function contents(folder: string): Map<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    files
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file, readFileSync(file)]),
  );
}

describe('guide, driven through a whole practice run in a real terminal', () => {
  it('brings every step to its end', () => {
    const { steps, status, progress } = hand.run();
    const left = steps.filter((s) => !['done', 'not-applicable'].includes(s.status));
    expect(left.map((s) => s.id)).toEqual([]);
    expect([status, progress.done]).toEqual(['completed', progress.total]);
  });

  it('goes on in the middle of the form when it was killed in the middle of it', () => {
    const [first, second] = fieldsOf(KILLS.typing);
    expect(hand.askedAfterKill).toContain(second?.meta.label.de);
    expect(hand.askedAfterKill).not.toContain(first?.meta.label.de ?? '?');
    expect(hand.screens.join('\n')).toContain('Weiter, wo Sie waren');
  });

  it('was killed while a check was running, and the check is not done twice', async () => {
    expect(hand.killedRunning).toBe(true);
    const task = documentOf(
      umstieg(['--data', data, '--json', 'task', 'show', runId, KILLS.running]),
    ) as { attempts: { status: string }[] };
    expect(task.attempts.filter((a) => a.status === 'succeeded')).toHaveLength(1);
  });

  it('sends nothing twice', async () => {
    const rows = await RawFile.use(join(data, 'umstieg.sqlite'), (raw) =>
      raw.all<{ body: string }>('SELECT body FROM audit_entry WHERE run_id = ?', [runId]),
    );
    const submitted = rows
      .map(({ body }) => JSON.parse(body) as { event: string; kind: string; step: string })
      .filter(({ event, kind }) => kind === 'event' && event.endsWith('.submit'))
      .map(({ step }) => step);
    const expected = answers.flatMap(({ entry }) =>
      'do' in entry && entry.do === 'submit' && entry.expect?.exit !== 3 ? [entry.step] : [],
    );
    expect(submitted).toEqual(expected);
  });

  it('leaves a chain without a gap and no draft', () => {
    expect(umstieg(['--data', data, 'audit', 'verify', runId]).code).toBe(0);
    const files = [...contents(data).keys()];
    expect(files.filter((file) => file.includes('drafts'))).toEqual([]);
  });
});

/** A command or a compared value: broken by the terminal, so that it can be copied as one. */
function isWhole(line: string): boolean {
  return /^ +(umstieg|angegeben:|bekannt:) /.test(line);
}

describe('what the people saw', () => {
  it('explains a wrong sentence and asks again', () => {
    expect(hand.wrongSentences).toBeGreaterThan(0);
    expect(hand.screens.join('\n')).toContain('✗ Das stimmt nicht:');
  });

  it('shows a verdict where the claim was made, with both values', () => {
    const all = hand.screens.join('\n');
    expect(all).toContain('✗ widerspricht');
    expect(all).toMatch(/angegeben: +\S/);
    expect(all).toMatch(/bekannt: +\S/);
  });

  it('never shows or stores a secret', () => {
    const secrets = fieldsOf('R-302')
      .filter((field) => field.meta.privacy === 'secret')
      .map((field) => String(valuesOf('R-302')[field.name]));
    expect(secrets.filter((secret) => secret.length > 5)).toHaveLength(2);
    const screens = hand.screens.join('\n');
    for (const secret of secrets) {
      expect(screens).not.toContain(secret);
      const holding = [...contents(data)].filter(([, bytes]) => bytes.includes(secret));
      expect(holding.map(([file]) => file)).toEqual([]);
    }
  });

  it('keeps to the width of the terminal and to umlauts', () => {
    const all = hand.screens.join('\n');
    expect(all).toContain('Übungsuhr');
    expect(all).not.toContain('\ufffd');
    expect(hand.broken.filter((line) => !isWhole(line))).toEqual([]);
  });
});
