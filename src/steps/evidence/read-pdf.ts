import { getDocumentProxy } from 'unpdf';

/** Pages beyond this are not read; a license mail has a few. */
const MAX_PAGES = 200;

/** Lines of each page of a PDF; undefined when it is damaged, protected by a password, or no PDF. */
export async function readPdf(bytes: Uint8Array): Promise<string[][] | undefined> {
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
    return pages;
  } catch {
    return undefined;
  }
}
