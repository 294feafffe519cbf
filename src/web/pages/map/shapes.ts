import type { z } from 'zod';
import type { runMap } from '../../../http/schemas/run-pages.js';

/** The statechart of a run as the server gives it. */
export type RunMap = z.output<typeof runMap>;
export type MapNode = RunMap['nodes'][number];
export type MapEdge = RunMap['edges'][number];
export type MapPart = RunMap['parts'][number];

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface PlacedNode extends Box {
  readonly node: MapNode;
}

/** All ways from one node to another as one arrow. */
export interface PlacedEdge {
  readonly edges: readonly MapEdge[];
  readonly points: readonly Point[];
}

export interface Lane extends Box {
  readonly part: MapPart;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** Everything where it is drawn, in one coordinate system. */
export interface PlacedMap {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly Lane[];
  /** Parts what can still be undone from what comes after; empty when there is no such line. */
  readonly noReturn: readonly Point[];
}

/** Whether the run stands there: the end of a finished part is behind it. */
export const standsHere = ({ live, kind }: MapNode): boolean =>
  live && kind !== 'end' && kind !== 'not-applicable' && kind !== 'tracks';
