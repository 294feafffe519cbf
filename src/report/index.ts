import type { Language } from '../core/text.js';
import type { Umstieg } from '../engine/umstieg.js';
import { buildModel } from './build-model.js';
import { reportHtml } from './report-html.js';
import { reportJson } from './report-json.js';

/** Writes the report of a run for partner and customer. @throws RequestError run.not-found */
export async function writeReport(
  umstieg: Umstieg,
  runId: string,
  format: 'html' | 'json',
  language: Language,
): Promise<string> {
  const model = await buildModel(umstieg, runId);
  return format === 'html' ? reportHtml(model, language) : reportJson(model);
}
