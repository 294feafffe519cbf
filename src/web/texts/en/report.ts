import type { Same } from '../same.js';
import type * as de from '../de/report.js';

export const report: Same<typeof de.report> = {
  title: 'Report',
  tools: 'What you can do with the report',
  language: 'Language of the report',
  pdf: 'Download as PDF',
  making: 'Making the PDF …',
  print: 'Print',
  alone: 'Show it alone',
  of: 'Report for {{customer}}',
  hash: 'The report stands on entry {{seq}} of the audit trail. Its hash:',
  hashName: 'Hash',
};
