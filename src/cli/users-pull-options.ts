import { OUTPUT, text, type OptionRow } from './command-row.js';

/** What `users pull` takes. There is no option for the password itself: others could read it in the process list. */
export const USERS_PULL_OPTIONS: readonly OptionRow[] = [
  {
    flags: '--ldap <url>',
    text: text(
      'ldaps://SERVER oder ldap://SERVER (dann mit StartTLS)',
      'ldaps://SERVER or ldap://SERVER (then with StartTLS)',
    ),
    required: true,
  },
  {
    flags: '--base <dn>',
    text: text('wo die Suche beginnt: Domäne oder OU', 'where the search begins: domain or OU'),
    required: true,
  },
  {
    flags: '--bind <name>',
    text: text('Konto: name@domäne, DOMÄNE\\name, DN', 'account: name@domain, DOMAIN\\name, DN'),
  },
  {
    flags: '--password-file <file>',
    text: text('Datei mit dem Kennwort (sonst Frage)', 'file with the password (else asked for)'),
  },
  {
    flags: '--ca <file>',
    text: text('Zertifikat der Zertifizierungsstelle', 'certificate of the authority'),
  },
  { flags: '--filter <filter>', text: text('LDAP-Filter für Benutzer', 'LDAP filter for users') },
  {
    flags: '--group <name>',
    text: text('nur Mitglieder dieser Gruppe', 'only members of this group'),
  },
  OUTPUT,
];
