import { differences, type Piece } from '../../connect/difference.js';
import { Seen } from './seen.js';

interface Side {
  readonly name: string;
  readonly value: string | undefined;
}

/** Two values below one another; the characters in which they differ are marked, and not by color alone. */
export function Difference({ left, right }: { readonly left: Side; readonly right: Side }) {
  const both = left.value !== undefined && right.value !== undefined;
  const [a, b] = both ? differences(left.value, right.value) : [whole(left), whole(right)];
  return (
    <dl className="difference">
      <Shown name={left.name} pieces={a} />
      <Shown name={right.name} pieces={b} />
    </dl>
  );
}

function Shown({ name, pieces }: { readonly name: string; readonly pieces: readonly Piece[] }) {
  if (pieces.length === 0) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {pieces.map(([text, differs], at) =>
          differs ? (
            <mark key={at}>
              <Seen text={text} />
            </mark>
          ) : (
            <Seen key={at} text={text} blanks />
          ),
        )}
      </dd>
    </div>
  );
}

const whole = ({ value }: Side): Piece[] => (value === undefined ? [] : [[value, false]]);
