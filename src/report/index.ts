import type { WrittenReport } from '../core/step.js';
import type { Language } from '../core/text.js';
import type { Umstieg } from '../engine/umstieg.js';
import { buildModel, type RolesBy } from './build-model.js';
import { reportHtml } from './report-html.js';
import { reportJson } from './report-json.js';
import type { ReportModel } from './report-model.js';

type Text = 'html' | 'json';

/** How a report is wanted. */
export interface ReportWish {
  readonly language: Language;
  /** Of its times, IANA; left out, the zone the project agreed on, else the one of this computer. */
  readonly zone?: string | undefined;
  readonly roles?: RolesBy;
}

/** Writes the report of a run for partner and customer; a PDF as bytes. JSON is in UTC. @throws RequestError run.not-found */
export function writeReport(
  umstieg: Umstieg,
  runId: string,
  format: Text,
  wish: ReportWish,
): Promise<string>;
export function writeReport(
  umstieg: Umstieg,
  runId: string,
  format: Text | 'pdf',
  wish: ReportWish,
): Promise<string | Uint8Array>;
export async function writeReport(
  umstieg: Umstieg,
  runId: string,
  format: Text | 'pdf',
  wish: ReportWish,
): Promise<string | Uint8Array> {
  const model = await buildModel(umstieg, runId, wish.roles);
  if (format === 'json') return reportJson(model);
  const zone = zoneOf(model, wish);
  if (format === 'html') return reportHtml(model, wish.language, zone);
  return pdfOf(model, wish.language, zone);
}

/** All forms of it, of the same moment. @throws RequestError run.not-found */
export async function wholeReport(
  umstieg: Umstieg,
  runId: string,
  wish: ReportWish,
): Promise<WrittenReport> {
  const model = await buildModel(umstieg, runId, wish.roles);
  const zone = zoneOf(model, wish);
  const pdf = await pdfOf(model, wish.language, zone);
  return { html: reportHtml(model, wish.language, zone), json: reportJson(model), pdf };
}

function zoneOf({ summary }: ReportModel, { zone }: ReportWish): string {
  return zone ?? summary.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

async function pdfOf(model: ReportModel, language: Language, zone: string): Promise<Uint8Array> {
  const { reportPdf } = await import('./report-pdf.js'); // its library takes a moment to load
  return reportPdf(model, language, zone);
}
