import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { ComparedClaims } from '../../src/engine/compare-claims.js';
import { writeDrill } from '../recorded/drill-player.js';
import { DRILL } from '../recorded/places.js';
import { documentOf, Folder, withEngine, type Ended } from './command-line.js';

export interface Shown {
  readonly id: string;
  readonly projectId: string;
  readonly kind: string;
  readonly from?: { readonly run: string; readonly head: string };
  readonly revision: number;
  readonly steps: readonly { readonly id: string; readonly status: string }[];
}
export interface Compared {
  readonly inputs: readonly string[];
  readonly outcomes: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly rows: readonly {
    readonly id: string;
    readonly is: string;
    readonly handedIn: ComparedClaims;
    readonly values: readonly { readonly path: string; readonly a: unknown; readonly b: unknown }[];
  }[];
}

export const lena = ['--as', 'Lena Voss'];
export const WHY = ['--reason', 'what if a swap had begun'];
/** Its result waits for a second person. */
const PARKED_AFTER = 'R-309';

/** A drill parked in the middle, on the command line. */
export class ParkedDrill {
  private constructor(
    readonly folder: Folder,
    readonly umstieg: (...args: readonly string[]) => Promise<Ended>,
    readonly origin: Shown,
  ) {}

  static async make(): Promise<ParkedDrill> {
    const folder = new Folder();
    const call = await withEngine();
    const umstieg = (...args: readonly string[]) =>
      call('--data', join(folder.path, 'data'), '--lang', 'en', ...args);
    const drill = join(folder.path, 'drill');
    await writeDrill(drill);
    const project = ['project', 'new', '--customer', 'Muster GmbH', '--kind', 'drill'];
    const { id } = documentOf(await umstieg(...lena, '--json', ...project)) as Shown;
    const last = DRILL.findIndex((entry) => entry.id === PARKED_AFTER);
    const answers = join(drill, 'parked.yaml');
    writeFileSync(answers, stringify(DRILL.slice(0, last + 1), { aliasDuplicateObjects: false }));
    expect((await umstieg('play', id, answers)).code).toBe(0);
    const origin = documentOf(await umstieg('--json', 'project', 'show', id)) as Shown;
    return new ParkedDrill(folder, umstieg, origin);
  }

  async shown(run: string): Promise<Shown> {
    return documentOf(await this.umstieg('--json', 'project', 'show', run)) as Shown;
  }

  async fork(...more: readonly string[]): Promise<Shown> {
    const { id, projectId } = this.origin;
    const args = ['run', 'new', projectId, '--from', id, ...more];
    return documentOf(await this.umstieg('--json', ...lena, ...args)) as Shown;
  }

  async compare(a: string, b: string): Promise<Compared> {
    return documentOf(await this.umstieg('--json', 'run', 'compare', a, b)) as Compared;
  }

  async verified(run: string): Promise<number | null> {
    return (await this.umstieg('audit', 'verify', run)).code;
  }

  async redo(run: string, step: string): Promise<void> {
    expect((await this.umstieg(...lena, 'task', 'redo', run, step, ...WHY)).code).toBe(0);
  }

  /** Answers a row as in the drill. */
  async answer(run: string, step: string): Promise<void> {
    const { set, evidence = [] } = DRILL.find((entry) => entry.id === step) ?? {};
    const input = this.folder.file(`${step}.json`, JSON.stringify(set));
    const files = evidence.flatMap((name) => ['--evidence', join(this.folder.path, 'drill', name)]);
    const args = [...lena, 'task', 'do', run, step, '--input', input, ...files];
    expect(await this.umstieg(...args)).toMatchObject({ code: 0, stderr: '' });
  }

  /** Answers R-105 as in the drill, but the replacement of the server has begun. */
  async claimSwap(run: string): Promise<void> {
    const { set } = DRILL.find((entry) => entry.id === 'R-105') ?? {};
    const otherwise = { ...set, macSwap: 'started', macSwapStartedOn: '2026-02-20' };
    const input = this.folder.file('swap.json', JSON.stringify(otherwise));
    const ended = await this.umstieg(...lena, 'task', 'do', run, 'R-105', '--input', input);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
  }
}
