import type { ReportModel } from './report-model.js';

/** The model itself, both languages, for other programs. */
export function reportJson(model: ReportModel): string {
  return `${JSON.stringify(model, null, 2)}\n`;
}
