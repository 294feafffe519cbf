import { getDocumentProxy } from 'unpdf';

/** Pages beyond this are not read; a license mail has a few. */
const MAX_PAGES = 200;

/** Lines of each page of a PDF, or why there are none. A scan has pages without a character. */
export async function readPdf(
  bytes: Uint8Array,
): Promise<string[][] | 'pdf-password' | 'pdf-damaged' | 'pdf-scan'> {
  try {
    // a copy: the library takes the buffer over
    const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
    const pages: string[][] = [];
    for (let number = 1; number <= Math.min(pdf.numPages, MAX_PAGES); number++) {
      const { items } = await (await pdf.getPage(number)).getTextContent();
      const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''));
      pages.push(text.join('').split('\n'));
    }
    await pdf.destroy();
    return pages.flat().some((line) => line.trim() !== '') ? pages : 'pdf-scan';
  } catch (error) {
    return error instanceof Error && error.name === 'PasswordException'
      ? 'pdf-password'
      : 'pdf-damaged';
  }
}
