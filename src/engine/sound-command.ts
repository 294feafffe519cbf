import { RequestError } from '../core/errors.js';

/** What an entry of the audit trail holds of a name. */
const LONGEST = 300;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * Why a command cannot be written down as it is: its key or step does not fit an entry, or it holds half a character
 * (a lone surrogate), which canonical JSON has no form for.
 * @param request the whole command as plain data
 */
export function commandProblem(request: object, key: string | undefined): RequestError | undefined {
  if (key !== undefined && (key === '' || key.length > LONGEST || LONE_SURROGATE.test(key))) {
    return new RequestError(
      'input.invalid',
      {
        de: `Der Schlüssel eines Befehls hat 1 bis ${LONGEST} Zeichen. Dieser hat ${key.length}.`,
        en: `The key of a command has 1 to ${LONGEST} characters. This one has ${key.length}.`,
      },
      { place: { column: 'key' } },
    );
  }
  const step = 'step' in request && typeof request.step === 'string' ? request.step : '';
  if (step.length > LONGEST / 2) {
    return new RequestError('step.unknown', {
      de: `Einen Schritt „${step.slice(0, 60)}…“ gibt es nicht.`,
      en: `There is no step "${step.slice(0, 60)}…".`,
    });
  }
  const broken = brokenText(request, []);
  if (!broken) return undefined;
  return new RequestError(
    'input.invalid',
    {
      de: `„${broken.join('.')}“ enthält ein halbes Zeichen (einzelnes Surrogat). Speichern Sie die Datei als UTF-8 und geben Sie den Text neu ein.`,
      en: `"${broken.join('.')}" holds half a character (a lone surrogate). Save the file as UTF-8 and enter the text again.`,
    },
    { place: { column: broken.at(-1) ?? '' } },
  );
}

/** The way to the first text with half a character. */
function brokenText(value: unknown, way: readonly string[]): readonly string[] | undefined {
  if (typeof value === 'string') return LONE_SURROGATE.test(value) ? way : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const found = LONE_SURROGATE.test(name) ? way : brokenText(inner, [...way, name]);
    if (found) return found;
  }
  return undefined;
}
