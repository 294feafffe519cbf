import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { buildConnectorFile } from '../../src/connect/connector-file.js';
import { readTemplate } from '../../src/connect/connector-template.js';
import { DEFAULT_LAYOUT, inspectEntries } from '../../src/connect/export-layout.js';
import { crossCheck } from '../../src/connect/line-cross-check.js';
import { readLineFile } from '../../src/connect/line-files.js';
import { Matching } from '../../src/connect/matching.js';
import { predict } from '../../src/connect/prediction.js';
import { addressProblems, readUserList } from '../../src/connect/user-list.js';
import type { UserFolder } from '../../src/connect/userdata.js';
import { FEWEST_USERS, inventCustomer, type Customer } from '../../src/drill/customer.js';
import { ALWAYS } from '../../src/drill/errors/always.js';
import { exportFiles } from '../../src/drill/export-folder.js';
import { answerKey } from '../../src/drill/key.js';
import {
  adUsers,
  connectorSample,
  connectUsers,
  dynamicLines,
  userLines,
  userLinesDynamic,
  v4Users,
} from '../../src/drill/lists.js';
import { removeFolders } from '../steps/temporary-folder.js';
import { bytesOf, filesBelow, writtenDrill } from './drill-folder.js';

afterAll(removeFolders);

const customers = fc
  .record({ users: fc.integer({ min: FEWEST_USERS, max: 40 }), seed: fc.nat() })
  .map(({ users, seed }) => inventCustomer(users, seed));

function userFolders(customer: Customer): UserFolder[] {
  return inspectEntries(entriesOf(customer)).userData.map(({ name, files }) => ({ name, files }));
}

function entriesOf(customer: Customer) {
  return exportFiles(customer).map(({ path, bytes, changedAt }) => ({
    path,
    size: bytes.length,
    mtime: changedAt!.toISOString(),
  }));
}

async function matching(customer: Customer): Promise<Matching> {
  const source = await readUserList(bytesOf(v4Users(customer)));
  const target = await readUserList(bytesOf(connectUsers(customer)));
  expect([...addressProblems(source), ...addressProblems(target)]).toEqual([]);
  return new Matching(source, target, { userdata: userFolders(customer) });
}

async function lineFiles(customer: Customer) {
  return Promise.all([
    readLineFile(bytesOf(userLines(customer)), 'user-lines'),
    readLineFile(bytesOf(userLinesDynamic(customer)), 'user-lines-dynamic'),
    readLineFile(bytesOf(dynamicLines(customer)), 'dynamic-lines'),
  ]);
}

describe('the key of a practice customer', () => {
  it('names the totals its lists give', async () => {
    await fc.assert(
      fc.asyncProperty(customers, async (customer) => {
        const found = await matching(customer);
        expect(found.totals).toEqual(answerKey(customer).match);
        expect(found.findings.filter((f) => !f.code.startsWith('column.'))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it('names what the import dialog will show, whatever the vendor counts', async () => {
    await fc.assert(
      fc.asyncProperty(customers, async (customer) => {
        const { overviewOfAll, overviewWithData, ...rest } = answerKey(customer).prediction;
        for (const { overview, totals } of predict(await matching(customer))) {
          const all = overview === 'with-users-without-data';
          const shown = all ? overviewOfAll : overviewWithData;
          expect(totals).toEqual({ ...rest, ...shown, overview: shown.green + shown.yellow });
        }
      }),
      { numRuns: 5 },
    );
  });

  it('names the totals of the three line files, which agree with each other', async () => {
    await fc.assert(
      fc.asyncProperty(customers, async (customer) => {
        const [fixed, dynamic, lines] = await lineFiles(customer);
        const { lines: key } = answerKey(customer);
        expect({ rows: fixed.rows, users: fixed.userCount }).toEqual(key.userLines);
        const { rows, userCount: users, withoutSid } = dynamic;
        expect({ rows, users, withoutSid }).toEqual(key.userLinesDynamic);
        expect({ rows: lines.rows }).toEqual(key.dynamicLines);
        const check = crossCheck([fixed, dynamic, lines], { users: customer.people.length });
        expect([
          ...check.findings,
          ...fixed.findings,
          ...dynamic.findings,
          ...lines.findings,
        ]).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });
});

describe('the lists of a practice customer', () => {
  it('leave nothing in the export that the assumed layout does not understand', async () => {
    const out = await writtenDrill(20, 5);
    const key = JSON.parse(readFileSync(join(out, 'key.json'), 'utf8')) as ReturnType<
      typeof answerKey
    >;
    const inventory = inspectEntries(
      [...filesBelow(join(out, 'export'))].map(([path, { bytes, changedAt }]) => ({
        path,
        size: bytes.length,
        mtime: new Date(changedAt).toISOString(),
      })),
      DEFAULT_LAYOUT,
    );
    expect({
      settingsGroups: inventory.systemConfig.length,
      usersWithData: inventory.userData.length,
      greetings: inventory.greetings,
      recordedNames: inventory.recordedNames,
      notUnderstood: inventory.notUnderstood.length,
    }).toEqual(key.export);
    expect(key.planted).toEqual(ALWAYS);
  });

  it('fit the list of Active Directory, which knows one user more than V4', async () => {
    const customer = inventCustomer(30, 2);
    const source = await readUserList(bytesOf(v4Users(customer)));
    const target = await readUserList(bytesOf(adUsers(customer)));
    const { outcomes, targetWithoutSource } = new Matching(source, target).totals;
    expect([outcomes.exact, targetWithoutSource]).toEqual([30, 1]);
  });

  it('make a connector file from the sample without a finding', async () => {
    const customer = inventCustomer(30, 2);
    const template = await readTemplate(() => bytesOf(connectorSample()));
    const built = buildConnectorFile(await readUserList(bytesOf(v4Users(customer))), template);
    expect(built.findings).toEqual([]);
    expect(built.rows).toBe(30);
  });
});
