import type { Language } from '../core/text.js';
import type { Umstieg } from '../engine/umstieg.js';
import { buildModel } from './build-model.js';
import { reportHtml } from './report-html.js';
import { reportJson } from './report-json.js';

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
  const { reportPdf } = await import('./report-pdf.js'); // its library takes a moment to load
  return reportPdf(model, language);
}
