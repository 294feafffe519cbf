import { Link } from 'wouter';
import type { Checklist } from '../../api/shapes.js';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { StatusMark } from '../../components/status-mark.js';
import type { Step } from './shapes.js';

/** The other steps of the part, with where each stands. */
export function InPart({ list, page }: { readonly list: Checklist; readonly page: Step }) {
  const say = useSay();
  const steps = list.steps.filter(({ part }) => part === page.part);
  return (
    <nav className="in-part" aria-labelledby="part-title">
      <h2 id="part-title">{say(page.partTitle)}</h2>
      <ol>
        {steps.map(({ id, title, status }) => (
          <li key={id}>
            <Link
              href={addresses.step(page.run, id)}
              aria-current={id === page.id ? 'page' : undefined}
            >
              <span className="id">{id}</span> {say(title)}
            </Link>
            <StatusMark status={status} />
          </li>
        ))}
      </ol>
    </nav>
  );
}
