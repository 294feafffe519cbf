import { answer, approval, drillPath, type Answer } from '../../src/drill/answer.js';
import { allAnswers } from '../../src/drill/answers.js';
import { TEAM } from '../../src/drill/names.js';
import type { Customer } from '../../src/drill/customer.js';

type Change = (a: Answer) => readonly Answer[];

/**
 * The same customer on the ways the practice answers do not take: a MAC exchange that has begun, users by text connector
 * with Active Directory to follow, users made by hand, and a forecast of losses that a second person releases. Ends when the users match.
 */
export function otherWays(customer: Customer): Answer[] {
  const { oldMac, newMac } = customer;
  const changes: Readonly<Record<string, Change>> = {
    'R-105': (a) => [with_(a, { macSwap: 'started', macSwapStartedOn: '2026-02-20' })],
    'R-108': (a) => [
      with_(a, {
        methods: ['text', 'manual'],
        order: ['text', 'manual'],
        adLater: true,
        textKey: 'windows-sid',
        manualLines: 'von-hand',
      }),
    ],
    'R-206': (a) => [a, finishedSwap(oldMac, newMac)],
    'R-304-mac-of-new-server': () => [],
    'R-304': (a) => [with_(a, { oldMac: newMac, virtualMac: 'zur-vm-des-alten-servers' })],
    'R-307': (a) => [with_(a, { selectedMac: newMac })],
    'R-406': (a) => [a, answer('R-411', { source: 'other-list', file: drillPath('v4-users.csv') })],
    'R-702': (a) => [with_(a, { methods: ['text', 'manual'] })],
    'R-709': () => [
      answer('R-709', { textRuns: 'once', dynamicRuns: 'scheduled' }),
      approval('R-709', TEAM.approver, 'Der Konnektor wird nach dem ersten Lauf abgeschaltet.'),
    ],
    'R-703': () => [
      answer('R-704', {
        template: drillPath('TextConnectorSample.csv'),
        output: drillPath('out/benutzer.csv'),
        pathOnServer: 'C:\\ProgramData\\C4B\\Migration\\benutzer.csv',
      }),
      answer('R-708', {}),
      answer('R-705', { list: drillPath('connect-users.csv') }),
    ],
  };
  const all = allAnswers(customer);
  const last = all.findIndex((a) => a.id === 'R-707');
  return all.slice(0, last + 1).flatMap((a) => changes[a.id]?.(a) ?? [a]);
}

function finishedSwap(oldMac: string, newMac: string): Answer {
  return answer(
    'R-207',
    { finishedOn: '2026-03-03', oldMac, newMac },
    { proof: ['R-201-version.png'] },
  );
}

function with_(a: Answer, set: NonNullable<Answer['set']>): Answer {
  return { ...a, set: { ...a.set, ...set } };
}
