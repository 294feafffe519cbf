import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Role } from '../../src/access/rights.js';
import { readAnswers, type AnswersFile } from '../../src/cli/answers-file.js';
import { TEAM } from '../../src/drill/names.js';
import { writtenDrill } from '../drill/drill-folder.js';
import { invited } from './people-of-drill.js';
import { ownerOf, send } from './people.js';
import type { Served } from './served.js';

/** The files of a practice customer, a run for it, and everybody who takes part, each with a browser of their own. */
export interface DrillCompany {
  readonly file: AnswersFile;
  readonly run: string;
  /** By name; the project lead owns the installation. */
  readonly people: ReadonlyMap<string, Page>;
  readonly lead: Page;
}

const ROLES: readonly (readonly [string, Role])[] = [
  [TEAM.technician, 'technician'],
  [TEAM.approver, 'approver'],
  [TEAM.customer, 'approver'],
];

export async function drillCompany(
  served: Served,
  o: { readonly users: number; readonly seed: number },
): Promise<DrillCompany> {
  const file = await readAnswers(join(await writtenDrill(o.users, o.seed), 'answers.yaml'));
  const lead = await ownerOf(served, TEAM.lead);
  const people = new Map<string, Page>([[TEAM.lead, lead]]);
  for (const [name, role] of ROLES) people.set(name, await invited(served, lead, { name, role }));
  const body = { customer: customerIn(file), kind: 'drill' };
  const { id: run } = await send<{ id: string }>(lead, '/api/projects', body);
  return { file, run, people, lead };
}

function customerIn({ answers }: AnswersFile): string {
  for (const { entry } of answers) {
    const customer = 'step' in entry ? entry.set?.['customer'] : undefined;
    if (typeof customer === 'string') return customer;
  }
  throw new Error('no entry names the customer');
}
