import { useEffect, useMemo, useRef, type KeyboardEvent, type RefObject } from 'react';
import { ArrowRightToLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { addresses } from '../../app/addresses.js';
import { LaneHead } from './lane-head.js';
import { openedAt } from './opened-at.js';
import { anchorOf, MapNodeShape } from './map-node.js';
import { standsHere, type Lane, type PlacedMap, type PlacedNode, type Point } from './shapes.js';
import { usePan } from './use-pan.js';
import { neighbor, type Direction } from './walk.js';

interface Props {
  readonly run: string;
  readonly map: PlacedMap;
  readonly zoom: number;
  /** Nothing is left outside: the page grows as high as the map. */
  readonly whole: boolean;
  readonly onZoom: (factor: number) => void;
  /** The node whose details are shown. */
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
  readonly frame: RefObject<HTMLDivElement | null>;
}

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** The map itself: arrow keys go from node to node, Enter opens a step, + and - change the size. */
export function MapDrawing({ run, map, zoom, whole, onZoom, selected, onSelect, frame }: Props) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const nodes = useMemo(() => map.lanes.flatMap((lane) => lane.nodes), [map]);
  const current = nodes.find(({ node }) => node.id === selected) ?? firstOf(nodes);
  const pan = usePan(frame);
  useShownAtFirst(map, current, frame);
  const keys = (event: KeyboardEvent) => {
    if (event.key === '+' || event.key === '-') onZoom(event.key === '+' ? 1.25 : 0.8);
    const next = current && target(nodes, current, event.key);
    if (!next) return;
    event.preventDefault();
    onSelect(next.node.id);
    focusNode(next.node.id);
  };
  return (
    <div className="map-frame" data-whole={whole || undefined} ref={frame} {...pan}>
      <div className="map-canvas" style={{ width: map.width * zoom, height: map.height * zoom }}>
        {/* the nodes inside are what is focused; the keys are heard for all of them here */}
        <svg
          role="group"
          aria-label={t('map.title')}
          aria-describedby="map-keys"
          viewBox={`0 0 ${String(map.width)} ${String(map.height)}`}
          data-far={zoom < 0.6 || undefined}
          onKeyDown={keys}
        >
          <Arrowhead />
          {map.lanes.map((lane) => (
            <LaneBand key={lane.part.name} lane={lane} width={map.width} />
          ))}
          {map.noReturn.length > 0 && <NoReturn line={map.noReturn} />}
          {nodes.map((placed) => {
            const { step, id } = placed.node;
            const href = step === undefined ? undefined : addresses.step(run, step);
            return placed.node.kind === 'tracks' ? null : (
              <MapNodeShape
                key={id}
                placed={placed}
                href={href}
                current={placed === current}
                onSelect={() => onSelect(id)}
                onOpen={() => (href === undefined ? onSelect(id) : navigate(href))}
              />
            );
          })}
        </svg>
        {map.lanes.map((lane) => (
          <LaneHead key={lane.part.name} lane={lane} zoom={zoom} />
        ))}
      </div>
    </div>
  );
}

/** Where the project stands, else the very first. */
function firstOf(nodes: readonly PlacedNode[]): PlacedNode | undefined {
  return nodes.find(({ node }) => standsHere(node)) ?? nodes[0];
}

function target(nodes: readonly PlacedNode[], from: PlacedNode, key: string) {
  const drawn = nodes.filter(({ node }) => node.kind !== 'tracks');
  if (key === 'Home') return drawn[0];
  if (key === 'End') return drawn.at(-1);
  const direction = ARROWS[key];
  return direction && neighbor(drawn, from, direction);
}

export function focusNode(id: string): void {
  const shape = document.getElementById(anchorOf(id));
  shape?.focus({ preventScroll: true });
  shape?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** Opened, the map shows where the project stands: its lane from the top, what comes just before it whole. */
function useShownAtFirst(map: PlacedMap, placed: PlacedNode | undefined, frame: Props['frame']) {
  const done = useRef(false);
  useEffect(() => {
    if (done.current || !placed || !frame.current) return;
    done.current = true;
    const { x, y } = openedAt(map, placed, frame.current);
    frame.current.scrollTo(x, y);
  }, [map, placed, frame]);
}

function LaneBand({ lane, width }: { readonly lane: Lane; readonly width: number }) {
  return (
    <g>
      <rect className="map-lane" x={0} y={lane.y} width={width} height={lane.height} />
      {lane.nodes.map(({ node, x, y, ...size }) =>
        node.kind === 'tracks' ? (
          <rect key={node.id} className="map-tracks" x={x} y={y} rx={6} {...size} />
        ) : null,
      )}
      {lane.edges.map(({ edges, points }) => (
        <polyline
          key={edges.map(({ from, to }) => `${from} ${to}`).join()}
          className="map-way"
          data-kind={edges.every(({ kind }) => kind === 'event') ? 'event' : 'on'}
          points={pointsOf(points)}
          markerEnd="url(#map-arrow)"
        />
      ))}
    </g>
  );
}

/** Two thin lines, and beside them the word with its one-way arrow. */
function NoReturn({ line }: { readonly line: readonly Point[] }) {
  const { t } = useTranslation();
  const points = pointsOf(line);
  const crossing = line.find(({ x }, i) => x > 1 && x < (line[i - 1]?.x ?? 0)) ?? line[0];
  return (
    <g>
      <polyline className="map-no-return wide" points={points} />
      <polyline className="map-no-return gap" points={points} />
      {crossing && (
        <g className="map-no-return-word">
          <ArrowRightToLine aria-hidden x={crossing.x + 8} y={crossing.y + 9} size={16} />
          <text x={crossing.x + 28} y={crossing.y + 22}>
            {t('map.noReturn')}
          </text>
        </g>
      )}
    </g>
  );
}

function Arrowhead() {
  return (
    <defs>
      <marker
        id="map-arrow"
        viewBox="0 0 8 8"
        refX="7"
        refY="4"
        markerWidth="8"
        markerHeight="8"
        orient="auto"
      >
        <path className="map-arrow" d="M0 0.5 7.5 4 0 7.5z" />
      </marker>
    </defs>
  );
}

const pointsOf = (points: readonly Point[]) =>
  points.map(({ x, y }) => `${String(x)},${String(y)}`).join(' ');
