import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { standAloneVerifier } from '../../src/audit/stand-alone/index.js';
import { scratch } from './bundle-fixture.js';

export interface SecondVerdict {
  readonly status: string;
  readonly says: string;
}

interface SecondVerifier {
  readonly verify: (file: string, asked?: { key?: string; anchor?: string }) => SecondVerdict;
}

/** The file as it lies in every bundle, written anew and loaded from there. */
export async function secondVerifier(): Promise<SecondVerifier & { readonly file: string }> {
  const file = join(await scratch(), 'verify.mjs');
  // it exports nothing for those who run it: the test adds that
  await writeFile(file, `${standAloneVerifier()}\nexport { verify };\n`);
  const { verify } = (await import(file)) as SecondVerifier;
  return { file, verify };
}
