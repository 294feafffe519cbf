import type { AuditEntry } from '../../src/audit/entry.js';
import type { EntryView } from '../../src/engine/entry-view.js';
import { readHistory } from '../../src/report/step-history.js';

let seq = 0;

function entry(
  event: string,
  actor: string | null,
  more: Partial<EntryView['entry']> = {},
): EntryView {
  seq++;
  const step = /^(R-\d+)\./.exec(event)?.[1] ?? null;
  const full = {
    ...{ kind: 'event', event, step, seq, at: `2026-03-02T08:00:0${seq % 10}.000Z` },
    where: { authenticated: false, via: 'cli', host: '', user: '' },
    ...more,
  } as unknown as AuditEntry;
  return {
    entry: full,
    hash: '',
    what: { de: event, en: event },
    actor,
    ...('noteText' in more ? { note: String(more.noteText) } : {}),
  };
}
const note = (text: string) => ({ noteText: text }) as unknown as Partial<AuditEntry>;

async function* stream(...views: readonly EntryView[]): AsyncGenerator<EntryView> {
  yield* views;
}

describe('the history of a run', () => {
  it('knows the last result of each step, who approved it, and forgets what a new result made void', async () => {
    const { steps } = await readHistory(
      stream(
        entry('R-304.submit', 'Anna', { evidence: [{ digest: 'a'.repeat(64), size: 1 }] }),
        entry('R-304.approve-result', 'Karl', note('geprüft')),
        entry('R-304.redo', 'Anna'),
        entry('R-304.submit', 'Berta'),
      ),
    );
    expect(steps.get('R-304')).toMatchObject({ doneBy: 'Berta', approvals: [], evidence: 0 });
  });

  it('keeps an approval that was given before the act', async () => {
    const { steps } = await readHistory(
      stream(entry('R-606.approve-act', 'Karl', note('gesehen')), entry('R-606.submit', 'Anna')),
    );
    expect(steps.get('R-606')?.approvals).toEqual([
      expect.objectContaining({ by: 'Karl', what: 'act', reason: 'gesehen' }),
    ]);
  });

  it('takes the time of a step nobody handed in from its check, in the run’s own time', async () => {
    const check = {
      kind: 'attempt',
      verdict: 'consistent',
      runAt: '2026-03-09T09:00:00.000Z',
    } as const;
    const { steps } = await readHistory(stream(entry('R-410.consistent', null, check)));
    expect(steps.get('R-410')).toMatchObject({ doneBy: null, doneAt: check.runAt });
  });

  it('knows rows that were switched off with a reason, and on again, and those only asked for', async () => {
    const { steps } = await readHistory(
      stream(
        entry('run.created', 'Anna', { kind: 'created', inputs: { off: ['R-800', 'R-603'] } }),
        entry('R-603.approve-off', 'Karl'),
        entry('R-603.switch-on', 'Anna', note('doch')),
        entry('R-202.switch-off-requested', 'Anna', note('keine VM')),
        entry('R-202.approve-off', 'Karl'),
      ),
    );
    expect(steps.get('R-800')).toBeUndefined();
    expect(steps.get('R-603')).toMatchObject({ switchedOff: false, reason: null });
    expect(steps.get('R-202')).toMatchObject({ switchedOff: true, reason: 'keine VM' });
  });
});

describe('what was turned down or done again', () => {
  it('tells of a redo and of a no with their reasons, and keeps the approval of the redo', async () => {
    const { steps, people } = await readHistory(
      stream(
        entry('R-606.reject-act', 'Karl', note('nicht am Freitag')),
        entry('R-606.approve-act', 'Karl'),
        entry('R-606.submit', 'Anna'),
        entry('R-606.redo-requested', 'Anna', note('Wortlaut berichtigen')),
        entry('R-606.approve-reopen', 'Karl'),
        entry('R-606.submit', 'Anna'),
      ),
    );
    expect(steps.get('R-606')).toMatchObject({
      turns: [
        { what: 'act', by: 'Karl', reason: 'nicht am Freitag' },
        { what: 'redo', by: 'Anna', reason: 'Wortlaut berichtigen' },
      ],
      approvals: [{ what: 'act' }, { what: 'reopen', by: 'Karl' }],
    });
    expect(people.find(({ name }) => name === 'Karl')).toMatchObject({ approved: 2, rejected: 1 });
  });

  it('counts every approval in the trail, also one whose result was handed in anew', async () => {
    const { people } = await readHistory(
      stream(
        entry('R-304.submit', 'Anna'),
        entry('R-304.approve-result', 'Karl'),
        entry('R-304.submit', 'Anna'),
        entry('R-304.approve-result', 'Karl'),
      ),
    );
    expect(people.find(({ name }) => name === 'Karl')).toMatchObject({ approved: 2 });
  });
});

describe('the people of a run', () => {
  it('counts who did and who approved, and says that names were not checked', async () => {
    const { people, signedIn } = await readHistory(
      stream(
        entry('R-101.submit', 'Anna'),
        entry('R-102.submit', 'Anna'),
        entry('R-102.reject-result', 'Karl'),
        entry('R-102.submit', 'Anna'),
        entry('R-102.approve-result', 'Karl'),
        entry('R-103.consistent', null, { kind: 'attempt', verdict: 'consistent' }),
      ),
    );
    expect(people).toEqual([
      expect.objectContaining({ name: 'Anna', did: 2, approved: 0 }),
      expect.objectContaining({ name: 'Karl', did: 0, approved: 1, rejected: 1 }),
    ]);
    expect(signedIn).toBe('none');
  });

  it('asks of those who handed in or decided whether they had signed in, not of who made the project', async () => {
    const where = { authenticated: true, via: 'http', host: '', user: '' } as const;
    const { signedIn } = await readHistory(
      stream(entry('run.created', 'Anna'), entry('R-101.submit', 'Anna', { where })),
    );
    expect(signedIn).toBe('all');
  });
});
