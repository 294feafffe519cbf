import { z } from 'zod';
import { issueText } from '../../core/issue-text.js';
import { RequestError } from '../../core/errors.js';

/** Who signs people in beside Umstieg itself, as the operator declared it: an OpenID provider and what it knows Umstieg as. */
export interface DeclaredProvider {
  /** Stands in addresses and in the log. */
  readonly id: string;
  /** As people call it: `Anmelden mit NAME`. */
  readonly name: string;
  /** Its issuer identifier; discovery asks below it (OpenID Connect Discovery 1.0, 4). */
  readonly issuer: URL;
  readonly clientId: string;
  /** Without one Umstieg is a public client that proves itself by PKCE alone. */
  readonly clientSecret?: string;
}

const LOOPBACK_NAMES = ['127.0.0.1', '[::1]', 'localhost'];

const declaration = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,30}$/),
  name: z.string().trim().min(1).max(60),
  issuer: z.string().max(500),
  clientId: z.string().min(1).max(200),
  clientSecretFile: z.string().min(1).max(4096).optional(),
});

/** What a declaration says; the secret lies in a file of its own, beside it or anywhere else. */
export interface Declaration extends Omit<DeclaredProvider, 'clientSecret'> {
  readonly clientSecretFile?: string | undefined;
}

/**
 * Reads a declaration: JSON with `id`, `name`, `issuer`, `clientId` and, for a confidential client, `clientSecretFile`.
 * @throws RequestError provider.invalid
 */
export function readDeclaration(text: string, file: string): Declaration {
  const parsed = declaration.safeParse(jsonIn(text, file), { reportInput: true });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    if (!issue) throw parsed.error;
    const { de, en } = issueText(issue);
    throw invalid(file, issue.path.join('.'), de, en);
  }
  return { ...parsed.data, issuer: issuerIn(parsed.data.issuer, file) };
}

/** TLS, unless it runs on this very computer: what it says makes somebody signed in. */
function issuerIn(text: string, file: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const here = url?.protocol === 'http:' && LOOPBACK_NAMES.includes(url.hostname);
  const plain = url && url.search === '' && url.hash === '' && url.username + url.password === '';
  if (url && plain && (url.protocol === 'https:' || here) && !url.href.includes('/.well-known/'))
    return url;
  throw invalid(
    file,
    'issuer',
    'erwartet wird die Kennung des Ausstellers, https://…, ohne /.well-known und ohne ?; http:// nur für diesen Computer',
    'expected is the issuer identifier, https://…, without /.well-known and without ?; http:// for this computer only',
  );
}

function jsonIn(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(file, '', 'die Datei ist kein JSON', 'the file is no JSON');
  }
}

function invalid(file: string, column: string, de: string, en: string): RequestError {
  const where = column === '' ? '' : ` „${column}“`;
  const there = column === '' ? '' : ` "${column}"`;
  return new RequestError(
    'provider.invalid',
    {
      de: `Der Anbieter in „${file}“ passt nicht${where}: ${de}.`,
      en: `The provider in "${file}" does not fit${there}: ${en}.`,
    },
    { place: { file, ...(column === '' ? {} : { column }) } },
  );
}
