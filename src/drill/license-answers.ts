import { answer, approval, at, type Answer } from './answer.js';
import type { Customer } from './customer.js';
import { addressOf } from './intake-answers.js';
import { count } from './key.js';
import { TEAM } from './names.js';
import { TIMES } from './timetable.js';

/** */
export function targetAnswers({ targetHost, hardwareId, newMac }: Customer): Answer[] {
  const installed = {
    host: targetHost,
    release: 'V9 SR1',
    installedOn: TIMES.installedOn,
    installer: TEAM.technician,
    sourceServer: 'unveraendert',
  };
  return [
    at('target-server', TIMES.targetReady),
    answer('R-201', installed, { proof: ['R-201-version.png'] }),
    answer('R-202', { mac: 'fest', runningMoves: 'keine' }, { proof: ['R-202-hypervisor.png'] }),
    answer(
      'R-203',
      { hardwareId, hardwareIdRepeated: hardwareId, macs: [newMac] },
      { proof: ['R-203-license-management.png'] },
    ),
    answer('R-204', { route: 'import', internet: false }),
    answer('R-205', { existingCustomer: 'bestehender-kunde', firstNumber: 'alte-mac' }),
    answer('R-206', { macSwap: 'kein-mac-tausch', baseSystem: 'bisheriges-uc-system' }),
  ];
}

/** R-312 follows by itself. */
export function licenseAnswers(customer: Customer): Answer[] {
  const { oldMac, newMac, hardwareId, partner } = customer;
  const { licenses, licensedUsers } = count(customer);
  const mailbox = addressOf(TEAM.technician, partner.domain);
  return [
    at('license-upgrade', TIMES.licensing),
    answer('R-300', { licenseSwap: 'kein-lizenztausch' }),
    answer(
      'R-301',
      { receivedOn: TIMES.orderReceivedOn, orderNumber: customer.orderNumber, licenses },
      { proof: ['R-301-order.eml'] },
    ),
    answer('R-302', {
      licenseRequestCode: customer.requestCode,
      securityCode: customer.securityCode,
    }),
    answer('R-303', { existingCustomer: 'bestehender-kunde', lookup: 'mittels-mac-adresse' }),
    answer(
      'R-304',
      { oldMac: newMac },
      { note: 'mac-of-new-server', proof: ['ipconfig-all.txt'], exit: 5 },
    ),
    answer('R-304', { oldMac }, { proof: ['ipconfig-all.txt'] }),
    answer(
      'R-305',
      { licenseeName: customer.name, licenseeAddress: customer.address, match: 'stimmt' },
      { proof: ['R-305-licensee.png'] },
    ),
    answer('R-306', { hardwareId }, { proof: ['R-306-hardware-id.png'] }),
    answer(
      'R-307',
      { codesCount: 1, selectedMac: oldMac, highlight: 'orange' },
      { proof: ['R-307-selection.png'] },
    ),
    answer('R-308', { licenses, userLicenses: licensedUsers }, { proof: ['R-308-summary.png'] }),
    answer('R-309', { deliveryAddresses: [mailbox], noWayBack: 'kein-zurueck' }),
    approval('R-309', TEAM.approver, 'Zusammenfassung, MAC und Hardware-ID geprüft.'),
    at('license-mail', TIMES.licensed),
    answer(
      'R-310',
      { receivedAt: TIMES.mailReceivedAt, recipients: [mailbox] },
      { proof: ['license-mail.eml', 'R-310-confirmation.png'] },
    ),
    answer('R-311', { licenses }, { proof: ['R-311-license-management.png'] }),
  ];
}
