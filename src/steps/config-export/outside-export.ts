import { staleEntries } from '../../connect/export-layout.js';
import type { ManifestFile } from '../../connect/manifest.js';
import type { Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { outsideSummary } from './export-findings.js';

/** Clocks of servers and people differ, and times are typed by the minute. An assumption; the form changes it. */
const TOLERANCE_MINUTES = 5;

/**
 * Files older than the start of the export (W-08) or younger than its end; undefined when the start is not known. Where
 * nobody knows the end (R-405 "unknown"), it is now.
 */
export function outsideExport(
  files: readonly ManifestFile[],
  toleranceMinutes: number | undefined,
  context: StepContext,
): Reason[] | undefined {
  const startedAt = context.fact('R-404')?.startedAt;
  if (startedAt === undefined) return undefined;
  const endedAt = context.fact('R-405')?.endedAt ?? context.now.toISOString();
  const toleranceMs = (toleranceMinutes ?? TOLERANCE_MINUTES) * 60_000;
  const outside = staleEntries(files, startedAt, endedAt, toleranceMs);
  return outside.length > 0 ? [outsideSummary(outside), ...outside] : [];
}
