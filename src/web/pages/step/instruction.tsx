import { VendorLabel } from './vendor-label.js';

interface Props {
  readonly text: string;
  /** Inside a label or an answer nothing can be pressed: labels are only shown in their face. */
  readonly plain?: boolean;
}

/** A sentence in which the vendor's labels stand between backticks. */
export function Instruction({ text, plain = false }: Props) {
  const pieces = text.split('`');
  return pieces.map((piece, at) => {
    if (at % 2 === 0 || at === pieces.length - 1) return piece;
    const key = `${String(at)} ${piece}`;
    return plain ? (
      <kbd key={key} className="vendor">
        {piece}
      </kbd>
    ) : (
      <VendorLabel key={key} text={piece} />
    );
  });
}
