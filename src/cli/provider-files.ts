import { dirname, resolve } from 'node:path';
import { readDeclaration, type DeclaredProvider } from '../access/openid/declared-provider.js';
import { RequestError } from '../core/errors.js';
import { readTextFile } from './input-files.js';

/**
 * Providers as `--sign-in-with` names them, each with the secret of the file it points to; a relative one lies beside it.
 * @throws RequestError provider.invalid, file.unreadable
 */
export async function providersOf(files: readonly string[]): Promise<DeclaredProvider[]> {
  const providers: DeclaredProvider[] = [];
  for (const file of files) {
    const { clientSecretFile, ...provider } = readDeclaration(await readTextFile(file), file);
    if (providers.some(({ id }) => id === provider.id)) throw twice(provider.id, file);
    const clientSecret =
      clientSecretFile === undefined
        ? undefined
        : await secretIn(resolve(dirname(file), clientSecretFile));
    providers.push({ ...provider, ...(clientSecret === undefined ? {} : { clientSecret }) });
  }
  return providers;
}

async function secretIn(file: string): Promise<string> {
  const secret = (await readTextFile(file)).trim();
  if (secret !== '') return secret;
  throw new RequestError(
    'provider.invalid',
    {
      de: `Die Datei „${file}“ ist leer. Erwartet wird das Geheimnis, das der Anbieter für Umstieg ausgegeben hat.`,
      en: `The file "${file}" is empty. Expected is the secret that the provider gave out for Umstieg.`,
    },
    { place: { file } },
  );
}

function twice(id: string, file: string): RequestError {
  return new RequestError(
    'provider.invalid',
    {
      de: `Den Anbieter „${id}“ in „${file}“ gibt es schon. Geben Sie jedem eine eigene id.`,
      en: `There is a provider "${id}" already, and one in "${file}". Give each an id of its own.`,
    },
    { place: { file, column: 'id' } },
  );
}
