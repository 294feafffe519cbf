import type { KeyboardEvent, MouseEvent } from 'react';
import { ArrowRightToLine } from 'lucide-react';
import { StatusMark } from '../../components/status-mark.js';
import { useSay } from '../../app/language.js';
import { useNodeWords } from './node-words.js';
import { standsHere, type PlacedNode } from './shapes.js';

interface Props {
  readonly placed: PlacedNode;
  /** Where it leads to; undefined for what is no step: that only shows its ways. */
  readonly href: string | undefined;
  /** The one node that the Tab key reaches. */
  readonly current: boolean;
  readonly onSelect: () => void;
  readonly onOpen: () => void;
}

/** A node: a card for work, a diamond for a gate or a branch, a ring for an end, dashes for what lies beside the way. */
export function MapNodeShape({ placed, href, current, onSelect, onOpen }: Props) {
  const { whole } = useNodeWords();
  const { node, x, y } = placed;
  const looks = {
    className: 'map-node',
    id: anchorOf(node.id),
    'aria-label': whole(node),
    'aria-current': standsHere(node) ? 'step' : undefined,
    tabIndex: current ? 0 : -1,
    'data-kind': node.kind,
    'data-side': node.side || undefined,
    'data-live': standsHere(node) || undefined,
    'data-reached': node.live || undefined,
    'data-status': node.status,
    onFocus: onSelect,
  } as const;
  const click = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a tab or window of its own
    event.preventDefault();
    // the mouse looks first; keys and assistive technology (detail 0) mean it
    if (event.detail === 1) onSelect();
    else onOpen();
  };
  return (
    <g transform={`translate(${String(x)} ${String(y)})`}>
      {href === undefined ? (
        <g {...looks} role="button" onClick={onSelect} onKeyDown={onSelectKeys(onSelect)}>
          <Shape placed={placed} />
        </g>
      ) : (
        <a {...looks} href={href} onClick={click}>
          <Shape placed={placed} />
        </a>
      )}
    </g>
  );
}

function onSelectKeys(select: () => void) {
  return ({ key }: KeyboardEvent) => {
    if (key === 'Enter' || key === ' ') select();
  };
}

/** How the page finds the node again. */
export const anchorOf = (id: string) => `node-${id}`;

function Shape({ placed: { node, width, height } }: { readonly placed: PlacedNode }) {
  const [mx, my] = [width / 2, height / 2];
  if (node.kind === 'gate' || node.kind === 'branch') {
    const corners = [
      [mx, 0],
      [width, my],
      [mx, height],
      [0, my],
    ];
    return (
      <>
        <polygon className="map-shape" points={corners.map(String).join(' ')} />
        {node.step !== undefined && (
          <text className="map-sign" x={mx} y={height + 12} textAnchor="middle">
            {node.step}
          </text>
        )}
      </>
    );
  }
  if (node.kind === 'end' || node.kind === 'not-applicable') {
    return (
      <>
        <circle className="map-shape" cx={mx} cy={my} r={mx - 3} />
        <circle className="map-core" cx={mx} cy={my} r={mx - 8} />
      </>
    );
  }
  return (
    <>
      <rect className="map-shape" width={width} height={height} rx={6} />
      <foreignObject width={width} height={height}>
        <Card node={node} />
      </foreignObject>
    </>
  );
}

function Card({ node }: { readonly node: PlacedNode['node'] }) {
  const say = useSay();
  const { name } = useNodeWords();
  if (node.step === undefined || !node.title) {
    return (
      <div className="map-card" aria-hidden>
        <div className="map-title">{name(node)}</div>
      </div>
    );
  }
  return (
    <div className="map-card" aria-hidden>
      <div className="map-card-head">
        <span className="map-id">
          {node.step}
          {node.pointOfNoReturn && <ArrowRightToLine aria-hidden size={13} />}
        </span>
        {node.status !== undefined && <StatusMark status={node.status} />}
      </div>
      <div className="map-title">{say(node.title)}</div>
    </div>
  );
}
