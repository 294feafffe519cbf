import type { StepContext } from '../../core/step.js';
import { readEvidence } from '../evidence/read-evidence.js';

/** The text of every piece of evidence that can be read; pictures give nothing: their content cannot be compared. */
export async function textEvidence(
  context: StepContext,
): Promise<{ name: string; text: string }[]> {
  const { documents } = await readEvidence(context);
  return documents.map(({ name, pages }) => ({ name, text: pages.flat().join('\n') }));
}
