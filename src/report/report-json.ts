import { shownJson } from '../core/shown-text.js';
import type { ReportModel } from './report-model.js';

/** The model itself, both languages, for other programs. */
export function reportJson(model: ReportModel): string {
  return `${shownJson(model, 2)}\n`;
}
