import { describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRehearsal } from '../../../src/connect/rehearsal/document.js';
import { DecideYellow } from '../../../src/steps/voicemail-import/decide-yellow.step.js';
import { ReviewUnmatched } from '../../../src/steps/voicemail-import/review-unmatched.step.js';
import { inventCustomer } from '../../../src/drill/customer.js';
import { madeRehearsal, played } from '../../rehearsal/made-rehearsal.js';
import { handIn } from '../build-context.js';
import { known } from '../user-creation/known.js';
import { makeFolder, removeFolders } from '../temporary-folder.js';

afterAll(removeFolders);

describe('R-805 with the decisions of a rehearsal', () => {
  it('takes them as the claim, names each, and lets the person decide otherwise', async () => {
    const { folder } = await madeRehearsal(6, 1);
    await played(folder);
    const rehearsal = join(folder, 'rehearsal.json');
    const { inputs, decisions } = parseRehearsal(readFileSync(rehearsal, 'utf8'));
    const facts = known({
      'R-109': { v4Users: { digest: inputs.v4.sha256 } },
      'R-406': { contentHash: inputs.export.contentHash },
      'R-803': { green: 4, yellow: 2, fitting: [] },
    });
    const taken = await handIn(DecideYellow, { decisions: [], rehearsal }, facts);
    expect(taken.outcome).toMatchObject({ verdict: 'consistent', facts: { kept: 2 } });
    expect(taken.codes).toEqual(['rehearsal.decision', 'rehearsal.decision']);
    const [first] = decisions.yellow;
    const own = [{ email: first?.email, decision: 'overwrite', reason: 'asked' }];
    const mixed = await handIn(DecideYellow, { decisions: own, rehearsal }, facts);
    expect(mixed.outcome).toMatchObject({ facts: { kept: 1, overwritten: 1 } });
  });

  it('refuses a rehearsal of other data by name, and a file that is none', async () => {
    const { folder } = await madeRehearsal(6, 1);
    await played(folder);
    const rehearsal = join(folder, 'rehearsal.json');
    const { inputs } = parseRehearsal(readFileSync(rehearsal, 'utf8'));
    const facts = known({
      'R-109': { v4Users: { digest: 'a'.repeat(64) } },
      'R-406': { contentHash: inputs.export.contentHash },
      'R-803': { green: 4, yellow: 2, fitting: [] },
    });
    const stale = await handIn(DecideYellow, { decisions: [], rehearsal }, facts);
    expect(stale.outcome?.verdict).toBe('contradicts');
    expect(stale.outcome?.reasons[0]?.text.en).toContain('v4-users.csv');
    const none = join(makeFolder(), 'rehearsal.json');
    writeFileSync(none, '{}');
    const wrong = await handIn(DecideYellow, { decisions: [], rehearsal: none }, facts);
    expect(wrong.codes).toContain('rehearsal.unreadable');
  });
});

describe('R-806 with the decisions of a rehearsal', () => {
  it('takes accepted users as the claim, and refuses those of another export', async () => {
    const { drill } = await madeRehearsal(6, 1);
    const [, , , gone] = inventCustomer(6, 1).people;
    const lines = readFileSync(join(drill, 'ad-users.csv'), 'utf8').split('\n');
    const ad = join(makeFolder(), 'ad.csv');
    writeFileSync(ad, lines.filter((line) => !line.startsWith(gone?.sid ?? '-')).join('\n'));
    const decisions = join(makeFolder(), 'decisions.yaml');
    const accepted = { email: gone?.email, decision: 'accept', reason: 'left' };
    writeFileSync(decisions, JSON.stringify({ unmatched: [accepted] }));
    const other = await madeRehearsal(6, 1, '--ad', ad);
    await played(other.folder, '--decisions', decisions);
    const rehearsal = join(other.folder, 'rehearsal.json');
    const { inputs, hypotheses } = parseRehearsal(readFileSync(rehearsal, 'utf8'));
    const facts = (contentHash: string) =>
      known({
        'R-109': { v4Users: { digest: inputs.v4.sha256 } },
        'R-406': { contentHash },
        'R-802': { hypotheses },
      });
    const claim = { left: 1, right: 1, decisions: [], rehearsal };
    const taken = await handIn(ReviewUnmatched, claim, facts(inputs.export.contentHash));
    expect([taken.outcome?.verdict, taken.codes]).toEqual(['consistent', ['rehearsal.decision']]);
    const stale = await handIn(ReviewUnmatched, claim, facts('b'.repeat(64)));
    expect(stale.outcome?.verdict).toBe('contradicts');
    expect(stale.codes).toContain('rehearsal.stale');
  });
});
