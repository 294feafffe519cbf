import type { Text } from '../../core/text.js';
import { useSay } from '../app/language.js';

interface Refused {
  readonly code?: string | undefined;
  readonly refusal?: Text | undefined;
}

/** Why a command was refused: in words, the code small beside them for whoever looks it up. */
export function RefusalOf({ event: { code, refusal } }: { readonly event: Refused }) {
  const say = useSay();
  if (code === undefined) return null;
  return (
    <>
      {refusal && ` · ${say(refusal)}`} <small className="quiet">{code}</small>
    </>
  );
}
