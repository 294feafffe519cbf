/** What the build wrote, by source file: https://vite.dev/guide/backend-integration */
type Manifest = Readonly<
  Record<string, { readonly file: string; readonly css?: readonly string[] }>
>;

const MANIFEST = '/manifest.json';
/** The map's own worker is larger than everything else together. */
const LARGE = 'node_modules';
const FIRST_MS = 3_000;
const DONE = `umstieg.parts ${new URL(import.meta.url).pathname}`;

/**
 * Brings the parts of the program that no page has asked for yet into the browser's cache, one after the other, once the first
 * page stands: a menu, a dialog or another page then opens without a line too. Their names hold a hash, so they never grow old.
 */
export function fetchPartsAhead(): void {
  if (sessionStorage.getItem(DONE) !== null) return;
  setTimeout(() => {
    fetchAll().catch(() => addEventListener('online', fetchPartsAhead, { once: true }));
  }, FIRST_MS);
}

async function fetchAll(): Promise<void> {
  const manifest = (await (await fetch(MANIFEST)).json()) as Manifest;
  const chunks = Object.entries(manifest).filter(([source]) => !source.includes(LARGE));
  const files = new Set(chunks.flatMap(([, { file, css = [] }]) => [file, ...css]));
  for (const file of files) await (await fetch(`/${file}`, { priority: 'low' })).blob();
  sessionStorage.setItem(DONE, '');
}
