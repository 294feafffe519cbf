import { ResultCodeError } from 'ldapts';
import { StepFailure, UmstiegError } from '../core/errors.js';
import type { ErrorCode } from '../core/error-codes.js';
import type { Text } from '../core/text.js';

/** What `data …` in the answer to a refused sign-in means (Microsoft Learn, "LDAP authentication error codes"). */
const SIGN_IN: Readonly<Record<string, Text>> = {
  '525': { de: 'Dieses Konto gibt es nicht.', en: 'There is no such account.' },
  '52e': { de: 'Name oder Kennwort ist falsch.', en: 'Name or password is wrong.' },
  '530': {
    de: 'Das Konto darf sich jetzt nicht anmelden.',
    en: 'The account may not sign in now.',
  },
  '531': {
    de: 'Das Konto darf sich hier nicht anmelden.',
    en: 'The account may not sign in here.',
  },
  '532': { de: 'Das Kennwort ist abgelaufen.', en: 'The password has expired.' },
  '533': { de: 'Das Konto ist deaktiviert.', en: 'The account is disabled.' },
  '701': { de: 'Das Konto ist abgelaufen.', en: 'The account has expired.' },
  '773': {
    de: 'Das Kennwort muss zuerst geändert werden.',
    en: 'The password must be changed first.',
  },
  '775': { de: 'Das Konto ist gesperrt.', en: 'The account is locked out.' },
};
const WRONG: Text = {
  de: 'Der Server lehnt die Anmeldung ab.',
  en: 'The server refuses the sign-in.',
};

type Row = readonly [code: ErrorCode, retry: 'yes' | 'never', de: string, en: string];

/** LDAP result codes (RFC 4511 4.1.9) a person can do something about. */
const RESULTS: Readonly<Record<number, Row>> = {
  1: [
    'target.denied',
    'never',
    'Der Server verlangt zuerst eine Anmeldung. Geben Sie ein Konto an.',
    'The server demands a sign-in first. Name an account.',
  ],
  3: [
    'target.incomplete',
    'never',
    'Der Server brach die Suche ab: Zeit überschritten. Grenzen Sie die Suche ein.',
    'The server ended the search: time limit. Narrow the search down.',
  ],
  4: [
    'target.incomplete',
    'never',
    'Der Server brach die Suche ab: Obergrenze der Einträge. Es fehlen Benutzer, deshalb wird nichts geschrieben.',
    'The server ended the search: size limit. Users are missing, therefore nothing is written.',
  ],
  10: [
    'target.denied',
    'never',
    'Für diesen Suchbeginn ist ein anderer Server zuständig. Verweisen wird nie gefolgt; fragen Sie jenen Server selbst.',
    'Another server is responsible for this base. Referrals are never followed; ask that server itself.',
  ],
  11: [
    'target.incomplete',
    'never',
    'Der Server brach die Suche ab: Grenze der Verwaltung. Es fehlen Benutzer, deshalb wird nichts geschrieben.',
    'The server ended the search: administrative limit. Users are missing, therefore nothing is written.',
  ],
  32: [
    'target.denied',
    'never',
    'Den Suchbeginn gibt es nicht, oder das Konto darf ihn nicht sehen.',
    'The base does not exist, or the account may not see it.',
  ],
  34: [
    'target.denied',
    'never',
    'Der Server versteht einen der Namen nicht als DN.',
    'The server does not understand one of the names as a DN.',
  ],
  50: [
    'target.denied',
    'never',
    'Dem Konto fehlt das Recht zu lesen.',
    'The account lacks the right to read.',
  ],
  51: ['target.unreachable', 'yes', 'Der Server ist beschäftigt.', 'The server is busy.'],
  52: [
    'target.unreachable',
    'yes',
    'Der Server ist nicht verfügbar.',
    'The server is unavailable.',
  ],
};

const UNTRUSTED =
  /^(CERT_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_|EPROTO)/;
const NAMES: Readonly<Record<string, Text>> = {
  CERT_HAS_EXPIRED: { de: 'Das Zertifikat ist abgelaufen.', en: 'The certificate has expired.' },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    de: 'Das Zertifikat gilt für einen anderen Namen. Nennen Sie den Server so, wie er im Zertifikat steht.',
    en: 'The certificate is for another name. Name the server as its certificate does.',
  },
};
const CA: Text = {
  de: 'Die Zertifizierungsstelle ist nicht bekannt oder die Verschlüsselung kam nicht zustande. Geben Sie das Zertifikat der Stelle an.',
  en: 'The certificate authority is not known, or encryption could not be agreed on. Give its certificate.',
};

/** Any failure of the conversation as one of ours. The password is in none of them. */
export function directoryFailure(error: unknown, server: string): UmstiegError {
  if (error instanceof UmstiegError) return error;
  if (error instanceof ResultCodeError) return resultFailure(error, server);
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const message = error instanceof Error ? error.message : String(error);
  if (UNTRUSTED.test(code)) {
    return failure('target.untrusted', NAMES[code] ?? CA, 'never', server, code);
  }
  const unknown = code === 'ENOTFOUND';
  const text = unknown
    ? { de: 'Den Rechner gibt es nicht.', en: 'There is no such host.' }
    : {
        de: 'Die Verbindung kam nicht zustande oder brach ab.',
        en: 'The connection could not be made, or it broke.',
      };
  const seen = code === '' ? firstLine(message) : code;
  return failure('target.unreachable', text, unknown ? 'never' : 'yes', server, seen);
}

function resultFailure(error: ResultCodeError, server: string): StepFailure {
  const data = /\bdata ([0-9a-f]{3})\b/i.exec(error.message)?.[1]?.toLowerCase();
  if (error.code === 49) {
    const why = SIGN_IN[data ?? ''] ?? WRONG;
    const text = {
      de: `Anmeldung abgelehnt: ${why.de} Es wird nicht noch einmal versucht, damit das Konto nicht gesperrt wird.`,
      en: `Sign-in refused: ${why.en} It is not tried again, so that the account is not locked out.`,
    };
    return failure(
      'target.denied',
      text,
      'never',
      server,
      `LDAP 49${data ? `, data ${data}` : ''}`,
    );
  }
  const row = RESULTS[error.code];
  const seen = `LDAP ${error.code}`;
  if (row) return failure(row[0], { de: row[2], en: row[3] }, row[1], server, seen);
  const text = {
    de: `Der Server lehnt ab: ${firstLine(error.message)}`,
    en: `The server refuses: ${firstLine(error.message)}`,
  };
  return failure('target.denied', text, 'never', server, seen);
}

/** The server answers on ldap:// and will not encrypt. Nothing else was sent to it. */
export function noStartTls(server: string, error: ResultCodeError): StepFailure {
  const text = {
    de: 'Der Server bietet auf ldap:// keine Verschlüsselung an (StartTLS). Ein Kennwort wird nie unverschlüsselt gesendet; verwenden Sie ldaps://.',
    en: 'The server offers no encryption on ldap:// (StartTLS). A password is never sent unencrypted; use ldaps://.',
  };
  return failure('target.untrusted', text, 'never', server, `LDAP ${error.code}`);
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/\p{Cc}/gu, '').slice(0, 200);
}

export function failure(
  code: ErrorCode,
  text: Text,
  retry: 'yes' | 'never',
  server: string,
  seen: string,
): StepFailure {
  const tail = `(${server}, ${seen})`;
  return new StepFailure(code, { de: `${text.de} ${tail}`, en: `${text.en} ${tail}` }, retry);
}
