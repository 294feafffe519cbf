import type { StepContext } from '../../core/step.js';

const MAX_BYTES = 2 * 1_048_576;

/**
 * The readable text of all evidence handed in: UTF-8, or UTF-16 with a byte order mark as PowerShell redirects it.
 * Pictures, PDF and files over 2 MiB give nothing: their content cannot be compared.
 */
export async function textEvidence(
  context: StepContext,
): Promise<{ name: string; text: string }[]> {
  const texts: { name: string; text: string }[] = [];
  for (const { digest, name, size } of context.evidence) {
    if (size > MAX_BYTES) continue;
    const text = decode(await context.store.read(digest));
    if (text !== undefined) texts.push({ name, text });
  }
  return texts;
}

function decode(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)))
      .swap16()
      .toString('utf16le');
  }
  if (bytes.includes(0) || bytes.subarray(0, 5).toString('latin1') === '%PDF-') return undefined;
  if (bytes[0] === 0x89 || (bytes[0] === 0xff && bytes[1] === 0xd8)) return undefined;
  // ipconfig writes the console's code page: only umlauts differ, addresses are plain ASCII.
  return bytes.toString('latin1');
}
