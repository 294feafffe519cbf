import { Link } from 'wouter';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import type { Step } from './shapes.js';

interface Props {
  readonly run: string;
  readonly steps: readonly Pick<Step, 'id' | 'title'>[];
}

/** Other steps of a run, each leading to its page. */
export function StepLinks({ run, steps }: Props) {
  const say = useSay();
  return (
    <ul>
      {steps.map(({ id, title }) => (
        <li key={id}>
          <Link href={addresses.step(run, id)}>
            {id} {say(title)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
