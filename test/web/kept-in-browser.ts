import type { Page } from 'playwright-core';

const LIMIT_MS = 20_000;
const PAUSE_MS = 50;

/** Waits until a browser keeps neither a draft of a run nor anything that is still to be sent for it; answers what is left in the end. */
export async function keptInBrowser(page: Page, run: string): Promise<string[]> {
  const until = Date.now() + LIMIT_MS;
  for (;;) {
    const all = await page.evaluate<[string, string][]>('Object.entries(localStorage)');
    const kept = all
      .filter(([name, text]) => /outbox|draft/.test(name) && (name + text).includes(run))
      .map(([name]) => name);
    if (kept.length === 0 || Date.now() > until) return kept;
    await page.waitForTimeout(PAUSE_MS);
  }
}
