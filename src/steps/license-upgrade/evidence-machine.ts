import { machineIn } from '../../connect/ipconfig.js';
import type { Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { sameHost } from '../intake/host-names.js';
import { reason } from '../verdicts.js';
import { macAfterSwap } from './registered-mac.js';

type Known = Pick<StepContext, 'fact'>;

/**
 * Whether an output of `ipconfig /all` comes from the existing system, by name and addresses of R-102. What can be read
 * and differs contradicts; `unknown` when neither can be compared. After a finished MAC exchange the UC system may run
 * on the new hardware, so both servers are right.
 */
export function machineOf(text: string, context: Known): 'existing' | 'unknown' | Reason {
  const servers = context.fact('R-102');
  if (!servers) return 'unknown';
  const swapped = macAfterSwap(context) !== undefined;
  const hosts = [servers.sourceHost, ...(swapped ? [servers.targetHost] : [])];
  const addresses = [...servers.sourceAddresses, ...(swapped ? servers.targetAddresses : [])].map(
    (address) => address.trim().toLowerCase(),
  );
  const seen = machineIn(text);
  const { host } = seen;
  if (host !== undefined && !hosts.some((known) => sameHost(known, host))) {
    return reason(
      'evidence.other-host',
      'Diese Ausgabe von ipconfig stammt von einem anderen Server. Führen Sie `ipconfig /all` auf dem bisherigen System aus.',
      'This output of ipconfig comes from another server. Run `ipconfig /all` on the existing system.',
      { claimed: host, known: hosts.join(', ') },
    );
  }
  const comparable = addresses.length > 0 && seen.addresses.length > 0;
  if (comparable && !seen.addresses.some((address) => addresses.includes(address))) {
    return reason(
      'evidence.other-address',
      'In dieser Ausgabe von ipconfig steht keine IP-Adresse des bisherigen Systems. Prüfen Sie, ob sie vom richtigen Server stammt und ob die Adressen in R-102 stimmen.',
      'This output of ipconfig holds no IP address of the existing system. Check that it comes from the right server and that the addresses in R-102 are right.',
      { claimed: seen.addresses.join(', '), known: addresses.join(', ') },
    );
  }
  return host !== undefined || comparable ? 'existing' : 'unknown';
}
