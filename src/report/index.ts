import type { WrittenReport } from '../core/step.js';
import type { Language } from '../core/text.js';
import type { Umstieg } from '../engine/umstieg.js';
import { buildModel } from './build-model.js';
import { reportHtml } from './report-html.js';
import { reportJson } from './report-json.js';
import type { ReportModel } from './report-model.js';

type Text = 'html' | 'json';

/** Writes the report of a run for partner and customer; a PDF as bytes. @throws RequestError run.not-found */
export function writeReport(
  umstieg: Umstieg,
  runId: string,
  format: Text,
  language: Language,
): Promise<string>;
export function writeReport(
  umstieg: Umstieg,
  runId: string,
  format: Text | 'pdf',
  language: Language,
): Promise<string | Uint8Array>;
export async function writeReport(
  umstieg: Umstieg,
  runId: string,
  format: Text | 'pdf',
  language: Language,
): Promise<string | Uint8Array> {
  const model = await buildModel(umstieg, runId);
  if (format === 'json') return reportJson(model);
  if (format === 'html') return reportHtml(model, language);
  return pdfOf(model, language);
}

/** All forms of it, of the same moment. @throws RequestError run.not-found */
export async function wholeReport(
  umstieg: Umstieg,
  runId: string,
  language: Language,
): Promise<WrittenReport> {
  const model = await buildModel(umstieg, runId);
  const pdf = await pdfOf(model, language);
  return { html: reportHtml(model, language), json: reportJson(model), pdf };
}

async function pdfOf(model: ReportModel, language: Language): Promise<Uint8Array> {
  const { reportPdf } = await import('./report-pdf.js'); // its library takes a moment to load
  return reportPdf(model, language);
}
