import { answer, at, drillPath, type Answer } from './answer.js';
import type { Customer } from './customer.js';
import { COPY_ON_SERVER } from './export-answers.js';
import { count } from './key.js';
import { TIMES } from './timetable.js';

const SAMPLE = 3;

/** R-701 to R-707, and R-709. */
export function userAnswers(customer: Customer): Answer[] {
  const created = count(customer).users + 1;
  return [
    at('users', TIMES.usersCreated),
    answer('R-701', { startedAt: TIMES.serviceStartedAt, state: 'running' }),
    answer('R-702', { methods: ['ad'] }),
    answer('R-709', {
      adUsers: drillPath('ad-users.csv'),
      adLine: 'on-creation',
      windowsLogin: true,
      dynamicRuns: 'once',
    }),
    answer(
      'R-703',
      {
        onlyOnCreation: 'only-on-creation',
        scopeOu: `OU=Benutzer,${customer.domain
          .split('.')
          .map((part) => `DC=${part}`)
          .join(',')}`,
        domainTrust: 'member',
        windowsLogin: true,
        runAt: TIMES.connectorRunAt,
        status: 'finished',
        usersCreated: created,
        expected: created,
      },
      { proof: ['R-703-options.png', 'R-703-run.png'] },
    ),
    answer('R-706', { source: 'supplied', list: drillPath('connect-users.csv') }),
    answer('R-707', {}),
  ];
}

/** R-902 to R-909; R-901 and R-907 follow by themselves. */
export function lineAnswers(customer: Customer): Answer[] {
  const { users, dynamicUsers, staticUsers, dynamicLines } = count(customer);
  const sampled = Math.min(SAMPLE, staticUsers);
  return [
    at('lines', TIMES.lines),
    answer('R-902', { allSet: true, count: dynamicLines }),
    answer(
      'R-903',
      { unchanged: true, checkedAt: TIMES.connectorCheckedAt },
      { proof: ['R-903-options.png'] },
    ),
    answer('R-904', {}),
    answer(
      'R-905',
      {
        optionsKnown: true,
        createUsers: 'no',
        deleteUsers: 'no',
        onlyMainLine: true,
        key: 'ID',
        filePath: `${COPY_ON_SERVER}\\UserLinesDynamic.csv`,
        blastRadiusSigned: true,
      },
      { proof: ['R-905-page-1.png', 'R-905-page-2.png'] },
    ),
    answer(
      'R-906',
      {
        ranAt: TIMES.dynamicRunAt,
        status: 'finished',
        usersBefore: users + 1,
        usersAfter: users + 1,
        changed: dynamicUsers,
        otherFieldsChanged: 0,
      },
      { proof: ['R-906-run-log.txt'] },
    ),
    { id: 'after-next-run', advance: 'P1D' },
    answer('R-908', {
      nextRunAt: TIMES.nextRunAt,
      checkedAt: TIMES.lineCheckAt,
      stillDynamic: dynamicUsers,
      connectorDisabled: true,
    }),
    answer('R-909', { sampled, same: sampled }),
  ];
}
