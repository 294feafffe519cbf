import type { ReadingThread } from './reading-thread.js';

/** Lines of each page of a PDF, or why there are none. A scan has pages without a character. */
export async function readPdf(
  bytes: Uint8Array,
  thread: ReadingThread,
): Promise<readonly string[][] | 'pdf-password' | 'pdf-damaged' | 'pdf-scan'> {
  const pages = (await thread.read('pdf', bytes)) ?? 'pdf-damaged';
  if (typeof pages === 'string') return pages;
  return pages.flat().some((line) => line.trim() !== '') ? pages : 'pdf-scan';
}
