import { useTranslation } from 'react-i18next';

/** Blanks beside the usual one between words, control and format characters: they change a value without being seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}]/u;

interface Props {
  readonly text: string;
  /** Blanks between words are meant, as in a sentence or a name. */
  readonly blanks?: true;
}

/** A value letter by letter: what cannot be seen, or would turn the writing around, gets a sign in its place. */
export function Seen({ text, blanks }: Props) {
  const name = useCharacterName();
  const isUnseen = (character: string) => UNSEEN.test(character) && !(blanks && character === ' ');
  const characters = Array.from(text);
  if (!characters.some(isUnseen)) return text;
  return characters.map((character, at) =>
    isUnseen(character) ? (
      <span key={at} className="unseen" role="img" aria-label={name(codeOf(character))} />
    ) : (
      character
    ),
  );
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

const NAMED = [
  ...['U+0009', 'U+0020', 'U+00A0', 'U+00AD', 'U+0308', 'U+200B'],
  ...['U+200C', 'U+200D', 'U+202E', 'U+2060', 'U+FEFF'],
];

/** `U+00A0` in words; where there are none, the number itself. */
export function useCharacterName(): (code: string) => string {
  const { t } = useTranslation();
  return (code) =>
    NAMED.includes(code) ? `${t(`parts.characters.${code as 'U+0020'}`)} ${code}` : code;
}
