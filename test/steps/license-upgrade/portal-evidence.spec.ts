import { CheckSummary } from '../../../src/steps/license-upgrade/check-summary.step.js';
import { EnterHardwareId } from '../../../src/steps/license-upgrade/enter-hardware-id.step.js';
import { ReceiveUpgradeLicenses } from '../../../src/steps/license-upgrade/receive-upgrade-licenses.step.js';
import { SelectBaseSystem } from '../../../src/steps/license-upgrade/select-base-system.step.js';
import { handIn } from '../build-context.js';
import { jpegTakenAt, pdfOf } from '../evidence/made-files.js';

const licenses = [{ type: 'Connect Client', count: 25 }];
const pdf = (...lines: string[]) => [{ name: 'portal.pdf', bytes: pdfOf(lines) }];

describe('readable evidence beside the claim', () => {
  it('R-306 refuses a print that shows another hardware ID, and names the place', async () => {
    const { outcome } = await handIn(
      EnterHardwareId,
      { hardwareId: 'HW-77-A' },
      {
        facts: { 'R-203': { hardwareId: 'HW-77-A' } as never },
        files: pdf('x', 'Hardware-ID: HW-77-O'),
      },
    );
    expect(outcome).toMatchObject({
      verdict: 'contradicts',
      reasons: [
        {
          code: 'evidence.other-hardware-id',
          claimed: 'HW-77-A',
          known: 'HW-77-O',
          place: { file: 'portal.pdf', row: 2 },
        },
      ],
    });
  });

  it('R-306 takes no part of a longer ID for the ID', async () => {
    const { codes } = await handIn(
      EnterHardwareId,
      { hardwareId: 'HW-77' },
      { facts: { 'R-203': { hardwareId: 'HW-77' } as never }, files: pdf('Hardware-ID: HW-771') },
    );
    expect(codes).toEqual(['evidence.other-hardware-id']);
  });

  it('R-307 refuses a print with another MAC address only', async () => {
    const claim = { codesCount: 1, selectedMac: '00-1A-2B-3C-4D-5E', highlight: 'orange' };
    const facts = { 'R-304': { oldMac: '00-1A-2B-3C-4D-5E' } };
    const wrong = await handIn(SelectBaseSystem, claim, { facts, files: pdf('00:1A:2B:3C:4D:5F') });
    expect(wrong.codes).toEqual(['evidence.other-mac']);
    const both = pdf('00:1A:2B:3C:4D:5F', '00:1A:2B:3C:4D:5E');
    const right = await handIn(SelectBaseSystem, claim, { facts, files: both });
    expect(right.outcome?.verdict).toBe('consistent');
  });
});

describe('readable numbers and times beside the claim', () => {
  it('R-308 compares the numbers of a readable summary', async () => {
    const facts = { 'R-301': { receivedOn: '2026-03-01', orderNumber: '1', licenses } };
    const claim = { licenses, userLicenses: 25 };
    const { codes } = await handIn(CheckSummary, claim, {
      facts,
      files: pdf('Connect Client  52'),
    });
    expect(codes).toEqual(['evidence.other-count']);
  });

  it('R-301 is verified when the order names every license, attested when it does not', async () => {
    const claim = { receivedOn: '2026-03-01', orderNumber: '1', licenses };
    const named = await handIn(ReceiveUpgradeLicenses, claim, { files: pdf('25 Connect Client') });
    expect(named.outcome?.verdict).toBe('consistent');
    const silent = await handIn(ReceiveUpgradeLicenses, claim, { files: pdf('Danke') });
    expect(silent.outcome?.verdict).toBe('cannot-read');
  });

  it('says when a photo is older than the licenses, without refusing it', async () => {
    const facts = { 'R-301': { receivedOn: '2026-03-01', orderNumber: '1', licenses } };
    const files = [{ name: 'foto.jpg', bytes: jpegTakenAt('2026:02:01 10:00:00') }];
    const { outcome } = await handIn(
      CheckSummary,
      { licenses, userLicenses: 25 },
      { facts, files },
    );
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      reasons: [{ code: 'evidence.older-picture', place: { file: 'foto.jpg' } }],
    });
  });
});
