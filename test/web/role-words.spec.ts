import { may, ROLES, type Action, type Role } from '../../src/access/rights.js';
import { settings as de } from '../../src/web/texts/de/settings.js';
import { settings as en } from '../../src/web/texts/en/settings.js';

/** By which words a sentence says that a role may do it. */
const SAYS: readonly (readonly [Action, de: RegExp, en: RegExp])[] = [
  ['project.new', /[Ll]egt Projekte an|Projekte anlegen/, /[Ss]tarts? projects/],
  ['run.submit', /[Bb]earbeitet Schritte|Schritte bearbeiten/, /[Ww]orks? on steps/],
  ['run.approve', /gibt frei|freigeben/, /approves? (?!nothing)|approves?,/],
  ['people.invite', /lädt Personen ein|Personen einladen/, /invites? people/],
  ['settings.change', /Installation verwalten/, /run the installation/],
];
const maySomething = (role: Role, action: Action) =>
  may({ grants: [{ role, scope: 'installation' }] }, action, ['installation']);

describe('the sentence of a role', () => {
  it.each(ROLES.flatMap((role) => SAYS.map(([action, ...words]) => ({ role, action, words }))))(
    'of $role says of $action what the table of rights says',
    ({ role, action, words: [german, english] }) => {
      const expected = maySomething(role, action);
      expect(german.test(de.may[role])).toBe(expected);
      expect(english.test(en.may[role])).toBe(expected);
    },
  );

  it('of who may change nothing says so, of nobody else', () => {
    const idle = ROLES.filter((role) => !SAYS.some(([action]) => maySomething(role, action)));
    expect(ROLES.filter((role) => de.may[role].includes('Ändert nichts'))).toEqual(idle);
    expect(ROLES.filter((role) => en.may[role].includes('Changes nothing'))).toEqual(idle);
  });
});
