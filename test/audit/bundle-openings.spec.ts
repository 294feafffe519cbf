import { MEMBER } from '../../src/audit/bundle-manifest.js';
import { verifyBundle } from '../../src/audit/bundle-verify.js';
import { change, makeBundle, pack, SIGNER, unpack, type Members } from './bundle-fixture.js';
import { ANCHOR, codes } from './bundle-forgeries.js';

let members: Members;

beforeAll(async () => {
  members = await unpack((await makeBundle()).file);
});

describe('erasing openings', () => {
  const lines = (text: string) => text.split('\n').slice(0, -1);

  it('all or one by one leaves the bundle valid, with a note', async () => {
    const erased = [
      change(members, MEMBER.openings, () => ''),
      ...[0, 1, 2].map((i) =>
        change(members, MEMBER.openings, (text) =>
          lines(text)
            .filter((_, j) => j !== i)
            .map((line) => `${line}\n`)
            .join(''),
        ),
      ),
    ];
    for (const left of erased) {
      const report = await verifyBundle(await pack(left), { key: SIGNER, anchor: ANCHOR });
      expect(report).toMatchObject({ status: 'verified', findings: [] });
      expect(report.notes.map(({ code }) => code)).toEqual(['bundle.openings-erased']);
    }
  });

  it('does not open a door for changing them', async () => {
    const swapped = change(members, MEMBER.openings, (text) =>
      lines(text)
        .reverse()
        .map((line) => `${line}\n`)
        .join(''),
    );
    expect(await codes(swapped)).toEqual(['bundle.member-changed']);
    const shortened = change(members, MEMBER.openings, (text) =>
      text.replace('Erika Muster', 'Eri'),
    );
    expect(await codes(shortened)).toContain('audit.opening-wrong');
  });
});
