import { useRef, useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProgressBar } from 'react-aria-components';
import { useParams } from 'wouter';
import { useProjectEvents } from '../../api/events.js';
import { runQuery } from '../../api/queries.js';
import { Page } from '../../components/page.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import { Legend } from './legend.js';
import { MapDrawing, focusNode } from './map-drawing.js';
import { MapList } from './map-list.js';
import { MapToolbar, type View } from './map-toolbar.js';
import { NodeDetails } from './node-details.js';
import { mapQuery } from './query.js';
import { standsHere, type PlacedMap, type RunMap } from './shapes.js';
import { NARROW, useLayout } from './use-layout.js';
import './map.css';

const SMALLEST = 0.2;
const LARGEST = 2;

/** The statechart of a run: where it stands, what lies ahead, and behind which line there is no way back. */
export default function MapPage() {
  const { t } = useTranslation();
  const { run } = useParams<{ run: string }>();
  const { data: view } = useSuspenseQuery(runQuery(run));
  const { data: map } = useSuspenseQuery(mapQuery(run));
  useProjectEvents(view.projectId);
  const [shown, show] = useState<View>(() => (innerWidth < NARROW ? 'list' : 'map'));
  const { placed, lanes, error } = useLayout(map, shown === 'map');
  return (
    <Page title={t('map.title')} of={view.customer} wide>
      {error !== null && <ProblemNotice error={error} />}
      {shown === 'map' && error === null ? (
        <Drawn {...{ run, map, placed, lanes, show }} />
      ) : (
        <>
          <MapToolbar shown="list" show={show} />
          <MapList run={run} map={map} />
        </>
      )}
    </Page>
  );
}

interface DrawnProps {
  readonly run: string;
  readonly map: RunMap;
  readonly placed: PlacedMap | undefined;
  readonly lanes: number;
  readonly show: (view: View) => void;
}

function Drawn({ run, map, placed, lanes, show }: DrawnProps) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(1);
  const [fitted, setFitted] = useState<number>();
  const [selected, select] = useState<string>();
  const change = (factor: number) =>
    setZoom((now) => Math.min(LARGEST, Math.max(SMALLEST, now * factor)));
  const live = map.nodes.find(standsHere);
  const node = map.nodes.find(({ id }) => id === selected) ?? live;
  const fit = () => {
    if (!placed || !frame.current) return;
    const whole = frame.current.clientWidth / placed.width;
    setFitted(whole);
    setZoom(whole);
  };
  const goLive = () => {
    if (!live) return;
    setZoom(1);
    select(live.id);
    requestAnimationFrame(() => focusNode(live.id));
  };
  return (
    <>
      <MapToolbar
        {...{ shown: 'map', show }}
        zoom={{ now: zoom, change, fit, ...(live ? { goLive } : {}) }}
      />
      <p id="map-keys" className="quiet screen-only">
        {t('map.keys')}
      </p>
      {placed ? (
        <MapDrawing
          {...{ run, zoom, frame }}
          whole={zoom === fitted}
          map={placed}
          selected={selected}
          onSelect={select}
          onZoom={change}
        />
      ) : (
        <div className="map-frame" role="status">
          <ProgressBar aria-label={t('map.drawing')} value={lanes} maxValue={map.parts.length}>
            {t('map.drawing')} {t('checklist.done', { done: lanes, total: map.parts.length })}
          </ProgressBar>
        </div>
      )}
      <Legend noReturn={map.nodes.some(({ pointOfNoReturn }) => pointOfNoReturn)} />
      {node && <NodeDetails {...{ run, map, node }} />}
    </>
  );
}
