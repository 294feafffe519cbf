import { ArrowRightToLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { StatusMark } from '../../components/status-mark.js';
import { useNodeWords } from './node-words.js';
import { standsHere, type MapEdge, type MapNode, type RunMap } from './shapes.js';

interface Props {
  readonly run: string;
  readonly map: RunMap;
  readonly node: MapNode;
}

/** What stands at the chosen node: its state, and which ways lead on under which condition. */
export function NodeDetails({ run, map, node }: Props) {
  const { t } = useTranslation();
  const { name } = useNodeWords();
  const ways = map.edges.filter(({ from, kind }) => from === node.id && kind !== 'opens');
  return (
    <section className="map-details" aria-live="polite" aria-label={t('map.chosen')}>
      <div>
        <h2>{name(node)}</h2>
        <p className="map-facts">
          {node.status !== undefined && <StatusMark status={node.status} />}
          {standsHere(node) && <strong>{t('map.live')}</strong>}
          {node.side && <span>{t('map.side')}</span>}
          {node.pointOfNoReturn && (
            <strong className="no-return">
              <ArrowRightToLine aria-hidden size={16} /> {t('map.noReturnHere')}
            </strong>
          )}
          {node.overwrites && <span>{t('map.overwrites')}</span>}
        </p>
        {node.step !== undefined && (
          <Link className="button" href={addresses.step(run, node.step)}>
            {t('map.openStep')}
          </Link>
        )}
      </div>
      {ways.length > 0 && (
        <div>
          <h3>{t('map.waysOn')}</h3>
          <ul className="map-ways">
            {ways.map((way) => (
              <Way
                key={`${way.to} ${way.event?.de ?? ''} ${way.when?.de ?? ''}`}
                way={way}
                map={map}
              />
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function Way({ way, map }: { readonly way: MapEdge; readonly map: RunMap }) {
  const { t } = useTranslation();
  const say = useSay();
  const { name } = useNodeWords();
  const to = map.nodes.find(({ id }) => id === way.to);
  const conditions = [
    ...(way.event ? [t('map.onEvent', { event: say(way.event) })] : []),
    ...(way.when ? [t('map.when', { when: say(way.when) })] : []),
    ...(way.otherwise ? [t('map.otherwise')] : []),
  ];
  return (
    <li>
      → {to ? name(to) : way.to}
      {conditions.length > 0 && <span className="quiet"> · {conditions.join(' · ')}</span>}
    </li>
  );
}
