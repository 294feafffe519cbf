import { answer, approval, drillPath, type Answer } from '../answer.js';
import type { Customer } from '../customer.js';
import { licenseMail, ipconfig } from '../evidence-files.js';
import { exportFiles, type DrillFile } from '../export-folder.js';
import {
  adUsersTable,
  connectUsersTable,
  dynamicLinesTable,
  userLinesTable,
  v4UsersTable,
} from '../lists.js';
import { TEAM } from '../names.js';
import { material, type Material } from './material.js';
import type { Planted } from './planted-error.js';
import { CONNECT, connectorTable, DYNAMIC, tablesOf, type Tables } from './trap-tables.js';
import { trapOf } from './wrong-answer.js';
import { WRONG_ANSWERS } from './wrong-answers.js';

/** A changed copy of some files of the drill, and how it is put before the run or before a file command. */
export interface Trap {
  readonly material: (customer: Customer) => Material;
  /** The right answer it comes before; absent where a file command is asked (check-files.ts). */
  readonly before?: string;
  /** Entries of `answers.yaml`. @param folder path of the trap in the drill */
  readonly answers?: (
    folder: string,
    made: Material,
    right: Answer,
    planted: readonly Planted[],
  ) => Answer[];
}

const REASON = 'Falsche Fassung, die richtige folgt.';

/** Users whose sounds stand in a changed export folder: enough to be like one, small with 5,000 users. */
const WITH_SOUNDS = 12;

export const TRAPS: Readonly<Record<string, Trap>> = {
  'ipconfig-mac': evidenceTrap('R-304', 'ipconfig-all.txt', ipconfig),
  'ipconfig-host': evidenceTrap('R-304', 'ipconfig-all.txt', ipconfig),
  'hardware-id': claimTrap('R-306'),
  'license-count': claimTrap('R-308'),
  'mail-recipient': claimTrap('R-310'),
  'mail-to': evidenceTrap('R-310', 'license-mail.eml', licenseMail),
  'mail-content': evidenceTrap('R-310', 'license-mail.eml', licenseMail),
  'v4-list': listTrap('R-109', 'v4Users', { 'v4-users.csv': v4UsersTable }),
  'v4-list-empty': listTrap('R-109', 'v4Users', { 'v4-users.csv': v4UsersTable }),
  'ad-disabled': {
    ...listTrap('R-109', 'adUsers', { 'ad-users.csv': adUsersTable }),
    answers: acceptedAds,
  },
  'ad-list': listTrap('R-109', 'adUsers', { 'ad-users.csv': adUsersTable }),
  'export-refused': { ...exportTrap(), answers: refusedFolder },
  'export-tables': exportTrap(),
  'export-domains': exportTrap(),
  'export-subsets': exportTrap(),
  'export-table-missing': exportTrap(),
  'export-wrong-table': exportTrap(),
  'export-swapped': exportTrap(),
  'export-sounds': exportTrap(),
  copy: { material: copyMaterial, before: 'R-502', answers: refusedFolder },
  'plan-deletes': planTrap(),
  'plan-reverts': planTrap(),
  'plan-no-trust': planTrap(),
  'connect-blocked': { ...listTrap('R-706', 'list', CONNECT), answers: refusedList },
  'connect-cells': { ...listTrap('R-706', 'list', CONNECT), answers: acceptedList },
  'connect-match': { ...listTrap('R-706', 'list', CONNECT), answers: matchedList },
  'connect-domain': { ...listTrap('R-706', 'list', CONNECT), answers: matchedList },
  'lines-edited-silently': listTrap('R-904', 'file', DYNAMIC),
  'lines-edited': {
    ...listTrap('R-904', 'file', DYNAMIC),
    material: (customer) => ({
      ...tablesOf(customer, DYNAMIC),
      claim: { editedBecause: 'Übung', pathOnServer: 'C:\\Daten\\UserLinesDynamic.csv' },
    }),
  },
  overview: claimTrap('R-803'),
  yellow: claimTrap('R-805'),
  'match-lists': checkTrap({
    'v4-users.csv': v4UsersTable,
    'connect-users.csv': connectUsersTable,
  }),
  'connector-file': checkTrap({ 'connector-users.csv': connectorTable }),
  'connector-columns': checkTrap({ 'connector-users.csv': connectorTable }),
  'connector-wrong-file': checkTrap({
    'connector-users.csv': connectorTable,
    'UserLines.csv': userLinesTable,
  }),
  'plan-numbers': checkTrap({ 'ad-users.csv': adUsersTable }),
  ...Object.fromEntries(WRONG_ANSWERS.map((wrong) => [trapOf(wrong), claimTrap(wrong.by)])),
};

function checkTrap(tables: Tables): Trap {
  return { material: (customer) => tablesOf(customer, tables) };
}

/** The right answer with the claim of the trap. */
function wrong(right: Answer, id: string, set: Answer['set'], exit: number): Answer {
  return { ...right, id: `${right.id}-${id}`, set: { ...right.set, ...set }, expect: { exit } };
}

const nameOf = (folder: string) => folder.slice(folder.lastIndexOf('/') + 1);

function claimTrap(before: string): Trap {
  return {
    material: (customer) => material(customer),
    before,
    answers: (folder, { claim }, right, planted) => {
      const refused = planted.some(({ expected }) => expected.code === 'input.invalid');
      return [wrong(right, nameOf(folder), claim, refused ? 2 : 5)];
    },
  };
}

function evidenceTrap(before: string, name: string, write: (customer: Customer) => string): Trap {
  return {
    material: (customer) =>
      material(customer, { files: new Map([[name, file(name, write(customer))]]) }),
    before,
    answers: (folder, _made, right) => {
      const evidence = right.evidence?.map((path) =>
        path.endsWith(`/${name}`) ? `${folder}/${name}` : path,
      );
      return [{ ...wrong(right, nameOf(folder), {}, 5), ...(evidence ? { evidence } : {}) }];
    },
  };
}

function listTrap(before: string, field: string, tables: Tables): Trap {
  return {
    material: (customer) => tablesOf(customer, tables),
    before,
    answers: (folder, { tables: made, claim }, right) => {
      const [name = ''] = made.keys();
      const set = { ...claim, [field]: drillPath(`${folder}/${name}`) };
      return [wrong(right, nameOf(folder), set, 5)];
    },
  };
}

/** R-706 contradicts; the addresses are repaired, and the list is read again. */
function refusedList(folder: string, { tables }: Material, right: Answer): Answer[] {
  const [name = ''] = tables.keys();
  const set = { list: drillPath(`${folder}/${name}`) };
  return [wrong(right, nameOf(folder), set, 5), ...repaired(nameOf(folder))];
}

/** After a conflict of addresses the part waits for a person to say that they are repaired. */
function repaired(id: string): Answer[] {
  return ['repair', 'repaired'].map((type) => ({
    ...{ id: `${type}-${id}`, do: 'signal', type, as: TEAM.technician },
  }));
}

/** The list of the Active Directory in R-109, accepted with notes. */
function acceptedAds(folder: string, { tables }: Material, right: Answer): Answer[] {
  const [name = ''] = tables.keys();
  const set = { adUsers: drillPath(`${folder}/${name}`) };
  return [wrong(right, nameOf(folder), set, 0), redo(right, nameOf(folder))];
}

/** Accepted with notes: taken back before the right list comes. */
function acceptedList(folder: string, { tables }: Material, right: Answer): Answer[] {
  const [name = ''] = tables.keys();
  const set = { list: drillPath(`${folder}/${name}`) };
  return [wrong(right, nameOf(folder), set, 0), redo(right, nameOf(folder))];
}

/** Accepted by R-706; R-707 compares the addresses and contradicts. */
function matchedList(folder: string, made: Material, right: Answer): Answer[] {
  const [taken, back] = acceptedList(folder, made, right);
  const compared = answer('R-707', {}, { note: nameOf(folder), exit: 5 });
  return [taken, compared, ...repaired(nameOf(folder)), back].filter(
    (entry) => entry !== undefined,
  );
}

function redo(right: Answer, id: string): Answer {
  const { step = '' } = right;
  return { id: `${step}-redo-${id}`, step, do: 'redo', as: TEAM.technician, reason: REASON };
}

function exportTrap(): Trap {
  return { material: exportMaterial, before: 'R-406', answers: acceptedFolder };
}

function refusedFolder(folder: string, _made: Material, right: Answer): Answer[] {
  return [wrong(right, nameOf(folder), { folder: drillPath(folder) }, 5)];
}

/** Accepted by R-406; the steps that follow by themselves contradict, so it is read again. */
function acceptedFolder(folder: string, _made: Material, right: Answer): Answer[] {
  const id = nameOf(folder);
  return [wrong(right, id, { folder: drillPath(folder) }, 0), redo(right, id)];
}

/** The export with the sounds of a few users. The rows of dynamic users are the seats. */
function exportMaterial(customer: Customer): Material {
  const few = { ...customer, people: customer.people.slice(0, WITH_SOUNDS) };
  const files = exportFiles(few).filter(({ path }) => path.includes('/'));
  const made = tablesOf(customer, {
    ...DYNAMIC,
    'UserLines.csv': userLinesTable,
    'DynamicLines.csv': dynamicLinesTable,
    'Users.csv': v4UsersTable,
  });
  return { ...made, files: byPath(files) };
}

/** The whole export: a copy must be complete to be compared. */
function copyMaterial(customer: Customer): Material {
  return material(customer, { files: byPath(exportFiles(customer)) });
}

/** The losses are released by nobody: the plan is rejected and made anew. */
function planTrap(): Trap {
  return {
    material: (customer) => material(customer),
    before: 'R-709',
    answers: (folder, { claim }, right, planted) => {
      const id = nameOf(folder);
      const losses = planted.some(({ expected: { code } }) => /deleted|reverted/.test(code));
      const reject: Answer = {
        ...approval('R-709', TEAM.approver, REASON, { note: `reject-${id}` }),
        do: 'reject',
      };
      return [wrong(right, id, { ...claim, rounds: 5 }, 0), losses ? reject : redo(right, id)];
    },
  };
}

function byPath(files: readonly DrillFile[]): Map<string, DrillFile> {
  return new Map(files.map((one) => [one.path, one]));
}

function file(path: string, text: string): DrillFile {
  return { path, bytes: Buffer.from(text, 'utf8') };
}
