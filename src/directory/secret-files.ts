import { X509Certificate } from 'node:crypto';
import { open } from 'node:fs/promises';
import { finding } from '../connect/finding.js';
import { RequestError } from '../core/errors.js';
import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';

const MOST_BYTES = 1_048_576;
const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

export interface PasswordFile {
  readonly password: string;
  /** A warning when others than the owner may read the file; none on Windows, where the mode says nothing. */
  readonly notes: readonly Reason[];
}

/**
 * The password in the one line of a file; its line break, and a BOM, do not belong to it. It is kept nowhere.
 * @throws RequestError file.unreadable, input.invalid for an empty file or more than one line
 */
export async function readPasswordFile(path: string): Promise<PasswordFile> {
  const { bytes, mode } = await readSmall(path);
  const password = bytes
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .replace(/\r?\n$/, '');
  if (password === '' || /[\r\n\0]/.test(password)) {
    throw new RequestError(
      'input.invalid',
      {
        de: `„${path}“: Erwartet wird genau eine Zeile mit dem Kennwort.`,
        en: `"${path}": exactly one line with the password is expected.`,
      },
      { place: { file: path } },
    );
  }
  const open = process.platform !== 'win32' && (mode & 0o077) !== 0;
  const text: Text = {
    de: 'Die Kennwortdatei können auch andere lesen. Geben Sie sie nur Ihrem Konto (chmod 600).',
    en: 'Others can read the password file, too. Keep it to your account only (chmod 600).',
  };
  return { password, notes: open ? [finding('password.readable', text, { file: path })] : [] };
}

/**
 * Certificates of an authority as PEM; a single one may also be DER, as Windows exports it.
 * @throws RequestError file.unreadable
 */
export async function readCaFile(path: string): Promise<string> {
  const { bytes } = await readSmall(path);
  try {
    const found = bytes.toString('latin1').match(PEM);
    return (found ?? [bytes]).map((one) => new X509Certificate(one).toString()).join('');
  } catch {
    throw new RequestError(
      'file.unreadable',
      {
        de: `„${path}“ ist kein Zertifikat. Erwartet wird das der Zertifizierungsstelle als PEM oder DER (.pem, .crt, .cer).`,
        en: `"${path}" is no certificate. Expected is the one of the certificate authority as PEM or DER (.pem, .crt, .cer).`,
      },
      { place: { file: path } },
    );
  }
}

async function readSmall(path: string): Promise<{ readonly bytes: Buffer; readonly mode: number }> {
  try {
    const handle = await open(path, 'r');
    try {
      const stats = await handle.stat();
      if (!stats.isFile() || stats.size > MOST_BYTES)
        throw Object.assign(new Error(), { code: 'size' });
      return { bytes: await handle.readFile(), mode: stats.mode };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new RequestError(
      'file.unreadable',
      {
        de: `„${path}“ lässt sich nicht lesen (${code}). Erwartet wird eine kleine Datei.`,
        en: `"${path}" cannot be read (${code}). A small file is expected.`,
      },
      { place: { file: path } },
    );
  }
}
