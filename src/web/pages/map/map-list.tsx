import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { StatusMark } from '../../components/status-mark.js';
import { useNodeWords } from './node-words.js';
import { standsHere, type MapNode, type MapPart, type RunMap } from './shapes.js';

interface Props {
  readonly run: string;
  readonly map: RunMap;
}

/** The map in words, in the order of the machines: for ears, small screens and those who rather read. */
export function MapList({ run, map }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <div className="map-list">
      {map.parts.map((part, index) => (
        <section key={part.name} aria-labelledby={`part-${part.name}`}>
          <h2 id={`part-${part.name}`}>
            {index + 1} {say(part.title)}
          </h2>
          <p className="quiet">
            {t('checklist.done', part)}
            <Opens map={map} part={part} />
          </p>
          <ol>
            {map.nodes
              .filter((node) => node.part === part.name && saysSomething(node))
              .map((node) => (
                <Entry key={node.id} run={run} node={node} />
              ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

/** What the part waits for before it may begin. */
function Opens({ map, part }: { readonly map: RunMap; readonly part: MapPart }) {
  const { t } = useTranslation();
  const say = useSay();
  const waits = map.edges.filter(({ kind, to }) => kind === 'opens' && to === part.name);
  if (waits.length === 0) return null;
  const names = waits.map(({ from }) => {
    const found = map.parts.find(({ name }) => name === from);
    return found ? say(found.title) : from;
  });
  return <> · {t('map.opensAfter', { what: names.join(', ') })}</>;
}

/** What only joins or closes ways has no words of its own. */
const saysSomething = ({ kind, step, title }: MapNode): boolean =>
  kind !== 'tracks' && (step !== undefined || title !== undefined);

function Entry({ run, node }: { readonly run: string; readonly node: MapNode }) {
  const { t } = useTranslation();
  const { name } = useNodeWords();
  return (
    <li aria-current={standsHere(node) ? 'step' : undefined}>
      <span>
        {node.step === undefined ? (
          name(node)
        ) : (
          <Link href={addresses.step(run, node.step)}>{name(node)}</Link>
        )}
        {node.side && <span className="quiet"> · {t('map.side')}</span>}
        {node.pointOfNoReturn && <strong> · {t('map.noReturnHere')}</strong>}
        {standsHere(node) && <strong> · {t('map.live')}</strong>}
      </span>
      {node.status !== undefined && <StatusMark status={node.status} />}
    </li>
  );
}
