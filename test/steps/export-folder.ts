import { lutimesSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Facts } from '../../src/core/facts.js';
import type { Outcome } from '../../src/core/outcome.js';
import type { AutomaticStep, EvidencePort, TaskStep } from '../../src/core/step.js';
import { ReadExportFolder } from '../../src/steps/config-export/read-export-folder.step.js';
import {
  MemoryEvidence,
  buildContext,
  specOf,
  type ContextOverrides,
  type StepClass,
} from './build-context.js';
import { makeFolder } from './temporary-folder.js';

/** When the files of a test export were written; the export of {@link TIMES} ran around it. */
export const WRITTEN = new Date('2026-03-02T08:10:00Z');
export const TIMES = {
  'R-404': { startedAt: '2026-03-02T08:00:00Z' },
  'R-405': { endedAt: '2026-03-02T08:20:00Z', message: 'Export beendet' },
};

const SID = 'S-1-5-21-1111111111-2222222222-3333333333-';

/** A small complete export in the assumed layout: two static users, two dynamic ones, three users with data. */
export const EXPORT_FILES: Readonly<Record<string, string>> = {
  'UserLines.csv': `ID;XPhoneUC_Name;XPhoneUC_EMail;Line\n${SID}1101;Anna;anna@muster.de;+4930100\n${SID}1102;Bert;bert@muster.de;+4930101\n`,
  'UserLinesDynamic.csv': `ID;LineTypeDynamic;XPhoneUC_EMail;XPhoneUC_Line\n${SID}1103;3;cem@muster.de;+4930200\n${SID}1104;3;dora@muster.de;+4930201\n`,
  'DynamicLines.csv': 'Line;ConsoleIdentification\n+4930200;A\n+4930201;B\n',
  'Users.csv': `ID;firstname;name;account;email\n${SID}1101;Anna;Alt;anna;anna@muster.de\n${SID}1102;Bert;Bau;bert;bert@muster.de\n${SID}1103;Cem;Can;cem;cem@muster.de\n${SID}1104;Dora;Dur;dora;dora@muster.de\n`,
  'SystemConfig/Fax.xml': '<fax/>',
  'SystemConfig/PBX.xml': '<pbx/>',
  'UserData/anna@muster.de/greetings/1.wav': 'RIFF1',
  'UserData/anna@muster.de/name.wav': 'RIFFn',
  'UserData/cem@muster.de/greetings/1.wav': 'RIFF2',
  'UserData/jörg@muster.de/name.wav': 'RIFFj',
};

/** A real export folder; `undefined` leaves a file of {@link EXPORT_FILES} out. */
export function exportFolder(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const files = Object.entries({ ...EXPORT_FILES, ...changes }).filter(
    ([, text]) => text !== undefined,
  );
  const root = makeFolder(Object.fromEntries(files) as Record<string, string>);
  setTimes(root);
  return root;
}

/** Gives every file of a folder the same modification time. */
export function setTimes(root: string, at: Date = WRITTEN): void {
  for (const name of readdirSync(root, { recursive: true }) as string[]) {
    lutimesSync(join(root, name), at, at);
  }
}

/** What steps hand on to each other in a test: facts so far and the evidence store. */
export interface Site {
  readonly facts: Partial<Facts>;
  readonly store: EvidencePort;
}
export type Claim = Record<string, unknown>;

/** A site before anything was read; the export ran at {@link TIMES}. */
export function newSite(facts: Partial<Facts> = {}): Site {
  return { facts: { ...TIMES, ...facts }, store: new MemoryEvidence() };
}

/** Hands a valid claim to a step of a site. Throws when the form refuses it. */
export async function runStep(
  step: StepClass,
  claim: Claim,
  site: Site,
  more: ContextOverrides = {},
): Promise<Outcome<Record<string, unknown>> & { codes: string[] }> {
  const input: unknown = specOf(step).form?.parse(claim) ?? claim;
  const context = { ...buildContext({ ...more, facts: site.facts }), store: site.store };
  const provider = new step() as Partial<TaskStep & AutomaticStep>;
  const outcome = (await (provider.verify?.(input as Claim, context) ??
    provider.execute?.(input as Claim, context))) as Outcome<Record<string, unknown>>;
  return { ...outcome, codes: outcome.reasons.map((r) => r.code) };
}

/** A site whose export was read. */
export async function readSite(folder: string, facts: Partial<Facts> = {}): Promise<Site> {
  const site = newSite(facts);
  const outcome = await runStep(ReadExportFolder, { folder }, site);
  if (outcome.verdict !== 'consistent') throw new Error(JSON.stringify(outcome.reasons));
  return { ...site, facts: { ...site.facts, 'R-406': outcome.facts as Facts['R-406'] } };
}
